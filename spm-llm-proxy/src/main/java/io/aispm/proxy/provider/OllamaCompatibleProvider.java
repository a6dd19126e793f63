package io.aispm.proxy.provider;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An Ollama server, at the address where it speaks OpenAI's dialect. */
final class OllamaCompatibleProvider extends OpenAiDialect {

    OllamaCompatibleProvider(JsonMapper json) {
        super(json);
    }

    @Override
    String root(Destination destination) {
        return destination.route().baseUrl();
    }

    /** Ollama knows the limit by its older name only. */
    @Override
    List<String> adapt(ObjectNode body, String model) {
        var limit = body.path("max_completion_tokens");
        if (limit.isNumber()) {
            body.putIfAbsent("max_tokens", limit);
        }
        return List.of();
    }
}
