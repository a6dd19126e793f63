package io.aispm.proxy.provider;

import tools.jackson.databind.json.JsonMapper;

/** Whoever speaks OpenAI's dialect. */
final class OpenAiCompatibleProvider extends OpenAiDialect {

    OpenAiCompatibleProvider(JsonMapper json) {
        super(json);
    }

    @Override
    String root(Destination destination) {
        return destination.route().baseUrl();
    }
}
