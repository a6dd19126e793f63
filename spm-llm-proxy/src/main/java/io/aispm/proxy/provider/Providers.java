package io.aispm.proxy.provider;

import io.aispm.kit.id.Ids;
import io.aispm.proxy.route.ProviderRoute;
import java.time.Clock;
import tools.jackson.databind.json.JsonMapper;

/** Finds the dialect that a route is spoken to in. */
public final class Providers {

    private final LlmProvider anthropic;
    private final LlmProvider openAi;
    private final LlmProvider azure;
    private final LlmProvider compatible;
    private final LlmProvider ollamaCompatible;
    private final LlmProvider ollamaNative;

    public Providers(JsonMapper json, Clock clock, Ids ids) {
        anthropic = new AnthropicProvider(json, clock);
        openAi = new OpenAiProvider(json);
        azure = new AzureOpenAiProvider(json);
        compatible = new OpenAiCompatibleProvider(json);
        ollamaCompatible = new OllamaCompatibleProvider(json);
        ollamaNative = new OllamaNativeProvider(json, clock, ids);
    }

    /** The dialect of a route. */
    public LlmProvider of(ProviderRoute route) {
        return switch (route.connector()) {
            case ANTHROPIC -> anthropic;
            case OPENAI -> openAi;
            case AZURE_OPENAI -> azure;
            case OPENAI_COMPATIBLE -> compatible;
            case OLLAMA -> route.ollamaNative() ? ollamaNative : ollamaCompatible;
        };
    }
}
