package io.aispm.api.lineage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;

/**
 * How much happened.
 *
 * @param refused turns that were blocked, on their way in or out
 * @param costUsd in US dollars, as far as prices are known
 */
public record Sums(
        long turns,
        long refused,
        @JsonProperty("tool_calls") long toolCalls,
        @JsonProperty("tool_failures") long toolFailures,
        @JsonProperty("llm_calls") long llmCalls,
        @JsonProperty("llm_failures") long llmFailures,
        long crashes,
        @JsonProperty("prompt_tokens") long promptTokens,
        @JsonProperty("completion_tokens") long completionTokens,
        @JsonProperty("cost_usd") BigDecimal costUsd) {

    /** Nothing happened. */
    public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO);

    /** Both together. */
    public Sums plus(Sums more) {
        return new Sums(
                turns + more.turns,
                refused + more.refused,
                toolCalls + more.toolCalls,
                toolFailures + more.toolFailures,
                llmCalls + more.llmCalls,
                llmFailures + more.llmFailures,
                crashes + more.crashes,
                promptTokens + more.promptTokens,
                completionTokens + more.completionTokens,
                costUsd.add(more.costUsd));
    }
}
