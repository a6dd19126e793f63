package io.aispm.proxy.provider;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI's models at Azure, where a model is named by its deployment. */
final class AzureOpenAiProvider extends OpenAiDialect {

    private static final String PATH = "/openai/v1";

    AzureOpenAiProvider(JsonMapper json) {
        super(json);
    }

    @Override
    String root(Destination destination) {
        var base = destination.route().baseUrl();
        return base.endsWith(PATH) ? base : base + PATH;
    }

    @Override
    List<String> adapt(ObjectNode body, String model) {
        return WordsOfOthers.remove(body);
    }

    @Override
    Map.Entry<String, String> credential(String key) {
        return Map.entry("api-key", key);
    }
}
