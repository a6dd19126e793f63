package io.aispm.contract.call;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's question whether what a policy escalated was approved; where it was not, an approval is asked for.
 *
 * @param user whose call it is; null outside of a turn
 * @param digest the SHA-256, in hex, of what is done, in canonical form (RFC 8785)
 * @param subject what is done, for people to read, redacted
 * @param reason why the policy wants it approved
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalQuestion(
        @JsonProperty("tenant_id") TenantId tenantId,
        @JsonProperty("agent_id") AgentId agentId,
        @Nullable String user,
        @JsonProperty("session_id") @Nullable SessionId sessionId,
        @JsonProperty("trace_id") TraceId traceId,
        Kind kind,
        String digest,
        String subject,
        String reason,
        @JsonProperty("policy_id") @Nullable String policyId) {

    /** What is to be approved. */
    public enum Kind {
        @JsonProperty("tool")
        TOOL,
        @JsonProperty("llm")
        LLM,
        @JsonProperty("prompt")
        PROMPT,
        @JsonProperty("output")
        OUTPUT,
        @JsonProperty("posture")
        POSTURE;

        /** The word on the wire. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The answer.
     *
     * @param approved whether what is asked about may go through, now
     * @param id the approval that says so, or that has to be waited for
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Ruling(boolean approved, String id) {}
}
