package io.aispm.proxy.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.call.CallContext;
import io.aispm.kit.secret.Tokens;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Chunk;
import io.aispm.proxy.provider.Destination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers that a model gave before, word for word to the same question of the same agent: for agents whose setting
 * {@code cache} is on. Guard and policies are asked each time; only the provider is not.
 */
public final class KeptAnswers {

    private static final long MOST_BYTES = 64L << 20;
    private static final int LONGEST = 1 << 20;
    private static final Duration KEPT = Duration.ofHours(1);

    private final JsonMapper json;
    private final Cache<String, byte[]> answers = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((String key, byte[] answer) -> key.length() + answer.length)
            .expireAfterWrite(KEPT)
            .build();

    public KeptAnswers(JsonMapper json) {
        this.json = json;
    }

    /** What a question is found by; empty where its agent wants nothing kept. */
    Optional<String> key(CallContext call, Destination place, ChatRequest request) {
        if (!Boolean.TRUE.equals(call.settings().get("cache"))) {
            return Optional.empty();
        }
        var asked = request.body().deepCopy();
        asked.remove(List.of("stream", "stream_options"));
        var where = call.tenantId() + " " + call.agent().id() + " "
                + place.route().integrationId() + " " + place.route().baseUrl() + " " + place.model() + " ";
        return Optional.of(Tokens.hash(where + json.writeValueAsString(asked)));
    }

    Optional<ObjectNode> find(String key) {
        return Optional.ofNullable(answers.getIfPresent(key)).map(kept -> (ObjectNode) json.readTree(kept));
    }

    void keep(String key, ObjectNode answer) {
        var bytes = json.writeValueAsBytes(answer);
        if (bytes.length <= LONGEST) {
            answers.put(key, bytes);
        }
    }

    /** A whole answer as the events of one that is streamed. */
    static List<Chunk> streamed(ObjectNode answer, boolean wantsUsage) {
        var head = answer.deepCopy().put("object", "chat.completion.chunk");
        head.remove(List.of("usage", "choices"));
        List<Chunk> chunks = new ArrayList<>();
        for (var choice : answer.path("choices").values()) {
            var delta = choice.path("message").deepCopy();
            var index = 0;
            for (var call : delta.path("tool_calls").values()) {
                ((ObjectNode) call).put("index", index++);
            }
            var said = head.deepCopy();
            said.putArray("choices")
                    .addObject()
                    .put("index", choice.path("index").asInt(0))
                    .set("delta", delta);
            chunks.add(new Chunk(said, null, true));
            var ended = head.deepCopy();
            var last = ended.putArray("choices")
                    .addObject()
                    .put("index", choice.path("index").asInt(0));
            last.putObject("delta");
            last.set("finish_reason", choice.path("finish_reason"));
            chunks.add(new Chunk(ended, null, true));
        }
        if (wantsUsage) {
            var usage = head.deepCopy();
            usage.putArray("choices");
            usage.set("usage", answer.path("usage"));
            chunks.add(new Chunk(usage, null, true));
        }
        return chunks;
    }
}
