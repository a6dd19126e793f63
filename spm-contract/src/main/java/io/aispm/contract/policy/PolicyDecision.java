package io.aispm.contract.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the policies decided. {@code decision} is one of allow, block, redact, escalate; whatever else is a block. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PolicyDecision(
        Outcome decision,
        String reason,
        @JsonProperty("policy_ids") List<String> policyIds,
        Map<String, @Nullable Object> obligations,
        @Nullable String revision) {

    /** Reads an answer in which parts may be missing. */
    @JsonCreator
    public static PolicyDecision of(
            @JsonProperty("decision") @Nullable String decision,
            @JsonProperty("reason") @Nullable String reason,
            @JsonProperty("policy_ids") @Nullable List<String> policyIds,
            @JsonProperty("obligations") @Nullable Map<String, @Nullable Object> obligations,
            @JsonProperty("revision") @Nullable String revision) {
        return new PolicyDecision(
                Outcome.of(decision),
                reason == null ? "" : reason,
                policyIds == null ? List.of() : policyIds,
                obligations == null ? Map.of() : obligations,
                revision);
    }

    /** What is to happen. */
    public enum Outcome {
        ALLOW,
        BLOCK,
        REDACT,
        ESCALATE;

        /** Reads the wire's word; an unknown or missing one is a block. */
        public static Outcome of(@Nullable String word) {
            return switch (word) {
                case "allow" -> ALLOW;
                case "redact" -> REDACT;
                case "escalate" -> ESCALATE;
                case null, default -> BLOCK;
            };
        }

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
