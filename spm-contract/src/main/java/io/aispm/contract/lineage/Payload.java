package io.aispm.contract.lineage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The payloads that more than one service writes or reads; each names the event it belongs to. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Payload {

    /** The event that carries this payload. */
    @JsonIgnore
    EventType type();

    /** A message of a conversation, redacted as it was released; {@code role} is {@code user} or {@code agent}. */
    record ChatMessage(String role, String text, String verdict) implements Payload {
        @Override
        public EventType type() {
            return EventType.AGENT_CHAT_MESSAGE;
        }
    }

    /** A call of a tool, refused and failed ones too; {@code args} are redacted. */
    record ToolCall(
            String tool,
            Map<String, @Nullable Object> args,
            boolean ok,
            @Nullable String error,
            @JsonProperty("duration_ms") long durationMs)
            implements Payload {
        @Override
        public EventType type() {
            return EventType.AGENT_TOOL_CALL;
        }
    }

    /** A call of a model, refused and failed ones too; {@code costUsd} is absent where no price is known. */
    record LlmCall(
            @Nullable String model,
            @Nullable String provider,
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            boolean ok,
            @Nullable String error,
            @JsonProperty("duration_ms") long durationMs,
            @JsonProperty("ttft_ms") @Nullable Long timeToFirstTokenMs,
            @JsonProperty("cost_usd") @Nullable Double costUsd)
            implements Payload {
        @Override
        public EventType type() {
            return EventType.AGENT_LLM_CALL;
        }
    }

    /**
     * What the guard said of a text; {@code stage} is prompt, output, tools or llm, {@code modelVersion} tells which
     * training or format of the model judged; {@code signals} are those of {@code PolicyQuestion.Guard}.
     */
    record GuardDecision(
            String stage,
            String verdict,
            double score,
            List<String> categories,

            @JsonProperty("category_scores") @Nullable Map<String, Double> categoryScores,

            @Nullable List<String> signals,
            String model,
            @JsonProperty("model_version") @Nullable String modelVersion,
            @JsonProperty("processing_ms") double processingMs)
            implements Payload {
        /** What a guard says that tells a verdict and no more. */
        public GuardDecision(
                String stage,
                String verdict,
                double score,
                List<String> categories,
                String model,
                @Nullable String modelVersion,
                double processingMs) {
            this(stage, verdict, score, categories, null, null, model, modelVersion, processingMs);
        }

        /** A text that no guard could be asked about: nothing passes without one. */
        public static GuardDecision unavailable(String stage) {
            return new GuardDecision(stage, "block", 0, List.of(), "unavailable", null, 0);
        }

        @Override
        public EventType type() {
            return EventType.GUARD_DECISION;
        }
    }

    /** What the policies said; {@code revision} is that of the bundle which decided. */
    record PolicyDecision(
            String stage,
            String decision,
            @Nullable String reason,
            @JsonProperty("policy_ids") List<String> policyIds,
            @Nullable String revision,
            @JsonProperty("duration_ms") double durationMs)
            implements Payload {
        @Override
        public EventType type() {
            return EventType.POLICY_DECISION;
        }
    }
}
