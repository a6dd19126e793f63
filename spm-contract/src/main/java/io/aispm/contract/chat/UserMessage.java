package io.aispm.contract.chat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.lineage.TraceId;
import java.time.Instant;
import java.util.UUID;

/** One turn of a person, as an agent reads it from its {@code chat.in}. */
public record UserMessage(
        UUID id,
        @JsonProperty("session_id") SessionId sessionId,
        @JsonProperty("user_id") String userId,
        String text,
        Instant ts,
        @JsonProperty("trace_id") TraceId traceId) {}
