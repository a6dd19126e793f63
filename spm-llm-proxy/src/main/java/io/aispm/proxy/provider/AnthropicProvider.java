package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.time.Clock;
import java.util.LinkedHashMap;
import okio.BufferedSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Anthropic's Messages API. */
final class AnthropicProvider implements LlmProvider {

    private static final String VERSION = "2023-06-01";

    private final JsonMapper json;
    private final Clock clock;

    AnthropicProvider(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    @Override
    public UpstreamRequest chat(ChatRequest request, Destination destination) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("anthropic-version", VERSION);
        var key = destination.route().apiKey();
        if (key != null) {
            headers.put("x-api-key", key.value());
        }
        return new UpstreamRequest(
                root(destination) + "/v1/messages",
                headers,
                new AnthropicRequests(json).write(request, destination.model()),
                AnthropicRequests.ignored(request.body()));
    }

    private static String root(Destination destination) {
        var base = destination.route().baseUrl();
        return base.endsWith("/v1") ? base.substring(0, base.length() - "/v1".length()) : base;
    }

    @Override
    public ObjectNode answer(ObjectNode whole, Destination destination) {
        return new AnthropicAnswers(json)
                .read(whole, destination.model(), clock.instant().getEpochSecond());
    }

    @Override
    public Chunks chunks(BufferedSource body, ChatRequest request, Destination destination) {
        return new AnthropicStream(
                new ServerSentEvents(body),
                json,
                destination.model(),
                request.wantsUsage(),
                clock.instant().getEpochSecond());
    }

    @Override
    public UpstreamRequest embeddings(ObjectNode body, Destination destination) {
        throw LlmException.unsupported("model", "Anthropic has no embeddings; set a provider that has them.");
    }

    @Override
    public ObjectNode embedded(ObjectNode whole, Destination destination) {
        throw LlmException.unsupported("model", "Anthropic has no embeddings; set a provider that has them.");
    }
}
