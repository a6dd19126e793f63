package io.aispm.contract.chat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aispm.contract.lineage.TraceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an agent writes to its {@code chat.out}: a reply in parts that ends with {@link Done}, or one {@link Whole}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = AgentReply.Whole.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = AgentReply.Delta.class, name = "delta"),
    @JsonSubTypes.Type(value = AgentReply.Done.class, name = "done")
})
@JsonIgnoreProperties(ignoreUnknown = true)
public sealed interface AgentReply {

    /** The conversation that is answered. */
    SessionId sessionId();

    /** A part of a reply; {@code index} counts from 0 within its stream. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Delta(
            @JsonProperty("session_id") SessionId sessionId,
            @JsonProperty("trace_id") TraceId traceId,
            @JsonProperty("stream_id") String streamId,
            String text,
            int index,
            @Nullable Instant ts)
            implements AgentReply {}

    /** The end of a streamed reply. What the deltas said wins over {@code fullText}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Done(
            @JsonProperty("session_id") SessionId sessionId,
            @JsonProperty("trace_id") TraceId traceId,
            @JsonProperty("stream_id") String streamId,
            @JsonProperty("full_text") @Nullable String fullText,
            @JsonProperty("finish_reason") @Nullable String finishReason,
            @Nullable Instant ts)
            implements AgentReply {}

    /** A reply in one piece; without a {@code traceId} it belongs to the oldest open turn of its session. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Whole(
            @JsonProperty("session_id") SessionId sessionId,
            String text,
            @Nullable Instant ts,
            @JsonProperty("trace_id") @Nullable TraceId traceId)
            implements AgentReply {}
}
