package io.aispm.proxy.provider;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** OpenAI itself. */
final class OpenAiProvider extends OpenAiDialect {

    /** Models that refuse {@code max_tokens} and take its newer name only. */
    private static final Pattern REASONING = Pattern.compile("(o[0-9]|gpt-5).*");

    OpenAiProvider(JsonMapper json) {
        super(json);
    }

    @Override
    String root(Destination destination) {
        return destination.route().baseUrl();
    }

    @Override
    List<String> adapt(ObjectNode body, String model) {
        if (REASONING.matcher(model).matches()) {
            renameMaxTokens(body);
        }
        return WordsOfOthers.remove(body);
    }

    private static void renameMaxTokens(ObjectNode body) {
        var limit = body.remove("max_tokens");
        if (limit != null) {
            body.putIfAbsent("max_completion_tokens", limit);
        }
    }
}
