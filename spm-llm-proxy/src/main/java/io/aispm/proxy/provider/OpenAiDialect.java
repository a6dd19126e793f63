package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What providers of OpenAI's shape share: all fields pass, only the model is set. */
abstract class OpenAiDialect implements LlmProvider {

    private final JsonMapper json;

    OpenAiDialect(JsonMapper json) {
        this.json = json;
    }

    /** The address below which {@code /chat/completions} and {@code /embeddings} are. */
    abstract String root(Destination destination);

    /** The header that carries the key. */
    Map.Entry<String, String> credential(String key) {
        return Map.entry("Authorization", "Bearer " + key);
    }

    /** What a provider wants written otherwise, or not at all; answers the fields that it leaves out. */
    List<String> adapt(ObjectNode body, String model) {
        return List.of();
    }

    @Override
    public UpstreamRequest chat(ChatRequest request, Destination destination) {
        var body = request.body().deepCopy();
        body.put("model", destination.model());
        if (request.stream() && !request.wantsUsage()) {
            var options =
                    body.path("stream_options") instanceof ObjectNode given ? given : body.putObject("stream_options");
            options.put("include_usage", true);
        }
        var ignored = adapt(body, destination.model());
        return new UpstreamRequest(root(destination) + "/chat/completions", headers(destination), body, ignored);
    }

    @Override
    public ObjectNode answer(ObjectNode whole, Destination destination) {
        if (!whole.path("choices").isArray()) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        }
        return whole;
    }

    @Override
    public Chunks chunks(BufferedSource body, ChatRequest request, Destination destination) {
        var events = new ServerSentEvents(body);
        var finished = new boolean[1];
        return () -> {
            var data = events.next();
            if (data == null && !finished[0]) {
                throw LlmException.upstream("The model's provider broke off its answer.");
            }
            if (data == null || "[DONE]".equals(data.strip())) {
                return null;
            }
            var chunk = chunk(data, request.wantsUsage());
            for (var choice : chunk.json().path("choices").values()) {
                finished[0] |= choice.path("finish_reason").isString();
            }
            return chunk;
        };
    }

    private Chunk chunk(String data, boolean wantsUsage) {
        try {
            if (!(json.readTree(data) instanceof ObjectNode event)) {
                throw LlmException.upstream("The model's provider sent an event that can't be read.");
            }
            if (ChatRequest.given(event.path("error"))) {
                throw LlmException.upstream("The model's provider failed while it answered.");
            }
            var onlyUsage =
                    event.path("usage").isObject() && event.path("choices").isEmpty();
            return new Chunk(event, data.indexOf('\n') < 0 ? data : null, wantsUsage || !onlyUsage);
        } catch (JacksonException malformed) {
            throw LlmException.upstream("The model's provider sent an event that can't be read.", malformed);
        }
    }

    @Override
    public UpstreamRequest embeddings(ObjectNode body, Destination destination) {
        var changed = body.deepCopy();
        changed.put("model", destination.model());
        return new UpstreamRequest(root(destination) + "/embeddings", headers(destination), changed);
    }

    @Override
    public ObjectNode embedded(ObjectNode whole, Destination destination) {
        if (!whole.path("data").isArray()) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        }
        return whole;
    }

    private Map<String, String> headers(Destination destination) {
        var headers = new LinkedHashMap<String, String>();
        var key = destination.route().apiKey();
        if (key != null) {
            var credential = credential(key.value());
            headers.put(credential.getKey(), credential.getValue());
        }
        return headers;
    }
}
