package io.aispm.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What a person said to this agent.
 *
 * @param ts when, RFC 3339 in UTC
 * @param traceId the turn's trace, 32 hexadecimal digits, to which the calls made for it belong
 */
public record ChatMessage(
        String id,
        String sessionId,
        String userId,
        String text,
        String ts,
        @Nullable String traceId) {}
