package io.aispm.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts what a tenant's agents did in a span of time. */
public interface ActivitySums {

    /** What happened, summed for each agent and stretch of time, and what failed last. */
    Answer of(Question question);

    /**
     * Which span is summed.
     *
     * @param to the first moment that doesn't count any more
     * @param bucket how long a stretch is; the first begins at {@code from}
     * @param failures how many of the latest failures are wanted
     */
    record Question(TenantId tenant, Instant from, Instant to, Duration bucket, int failures) {

        private static final int MOST_BUCKETS = 1_000;

        /** Fails with an {@link IllegalArgumentException} on a span that can't be summed. */
        public Question {
            if (!from.isBefore(to) || !bucket.isPositive()) {
                throw new IllegalArgumentException("the span must have a length, and so must its stretches");
            }
            if (Duration.between(from, to).dividedBy(bucket) > MOST_BUCKETS) {
                throw new IllegalArgumentException("the span has too many stretches");
            }
        }
    }

    /** What there is to tell; stretches in which an agent did nothing are left out. */
    record Answer(List<Cell> cells, List<Failure> failures) {}

    /**
     * What an agent did in one stretch.
     *
     * @param refused messages that were blocked, on their way in or out
     * @param costUsd in US dollars, as far as prices are known
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Cell(
            Instant at,
            @JsonProperty("agent_id") @Nullable AgentId agent,
            long turns,
            long refused,
            @JsonProperty("tool_calls") long toolCalls,
            @JsonProperty("tool_failures") long toolFailures,
            @JsonProperty("llm_calls") long llmCalls,
            @JsonProperty("llm_failures") long llmFailures,
            long crashes,
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("cost_usd") BigDecimal costUsd) {}

    /**
     * A call that failed, or an agent that did.
     *
     * @param what the tool or the model, if it was a call
     * @param error what was said about it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Failure(
            UUID id,
            Instant ts,
            @JsonProperty("event_type") String eventType,
            @JsonProperty("agent_id") @Nullable AgentId agent,
            @JsonProperty("trace_id") @Nullable String trace,
            @Nullable String what,
            @Nullable String error) {}
}
