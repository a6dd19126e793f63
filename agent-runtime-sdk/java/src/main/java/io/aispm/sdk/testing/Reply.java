package io.aispm.sdk.testing;

import java.util.List;

/** An agent's answer to one message; {@code parts} are what a stream released, one after the other. */
public record Reply(String text, List<String> parts, String finishReason, String sessionId, String traceId) {

    public Reply {
        parts = List.copyOf(parts);
    }
}
