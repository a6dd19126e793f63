package io.aispm.api.approval.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.approval.Approval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An approval as people read it; a reply that is withheld is not in it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ApprovalView(
        String id,
        @JsonProperty("agent_id") String agentId,
        String kind,
        String subject,
        String reason,
        @JsonProperty("policy_id") @Nullable String policyId,
        @JsonProperty("requested_by") @Nullable String requestedBy,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("expires_at") Instant expiresAt,
        String state,
        @Nullable String scope,
        @JsonProperty("decided_by") @Nullable String decidedBy,
        @JsonProperty("decided_at") @Nullable Instant decidedAt,
        @Nullable String comment,
        @JsonProperty("trace_id") String traceId,
        @JsonProperty("session_id") @Nullable String sessionId) {

    static ApprovalView of(Approval approval) {
        return new ApprovalView(
                approval.id().toString(),
                approval.agent().toString(),
                approval.kind().toString(),
                approval.subject(),
                approval.reason(),
                approval.policyId(),
                approval.user(),
                approval.requestedAt(),
                approval.expiresAt(),
                approval.state().toString(),
                approval.scope() == null ? null : approval.scope().toString(),
                approval.decidedBy(),
                approval.decidedAt(),
                approval.comment(),
                approval.trace().toString(),
                approval.session() == null ? null : approval.session().toString());
    }
}
