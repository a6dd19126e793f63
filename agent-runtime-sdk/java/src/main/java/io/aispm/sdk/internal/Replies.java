package io.aispm.sdk.internal;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is written to {@code chat.out}, in the order that people who read the topic are used to. */
final class Replies {

    private final Wire wire;
    private final Clock clock;

    Replies(Wire wire, Clock clock) {
        this.wire = wire;
        this.clock = clock;
    }

    /** A reply in one piece. */
    void whole(String sessionId, String text, @Nullable String traceId) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("session_id", sessionId);
        document.put("text", text);
        document.put("ts", Json.now(clock));
        if (traceId != null) {
            document.put("trace_id", traceId);
        }
        send(sessionId, document);
    }

    /** A stream that parts of a reply belong to. */
    record Stream(String sessionId, String traceId, String streamId) {}

    void delta(Stream stream, String text, int index) {
        var document = head("delta", stream);
        document.put("text", text);
        document.put("index", index);
        document.put("ts", Json.now(clock));
        send(stream.sessionId(), document);
    }

    void done(Stream stream, @Nullable String fullText, String finishReason) {
        var document = head("done", stream);
        document.put("full_text", fullText);
        document.put("finish_reason", finishReason);
        document.put("ts", Json.now(clock));
        send(stream.sessionId(), document);
    }

    private static Map<String, @Nullable Object> head(String type, Stream stream) {
        var document = new LinkedHashMap<String, @Nullable Object>();
        document.put("type", type);
        document.put("session_id", stream.sessionId());
        document.put("trace_id", stream.traceId());
        document.put("stream_id", stream.streamId());
        return document;
    }

    private void send(String sessionId, Map<String, @Nullable Object> document) {
        wire.send(sessionId, Json.MAPPER.writeValueAsBytes(document));
    }
}
