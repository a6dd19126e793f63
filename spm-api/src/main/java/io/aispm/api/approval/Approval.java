package io.aispm.api.approval;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deed that a policy escalated, and what became of it.
 *
 * @param user whose call it is; null outside of a turn
 * @param subject what is done, redacted
 * @param scope how far the decision reaches; null until there is one
 */
public record Approval(
        UUID id,
        TenantId tenant,
        AgentId agent,
        @Nullable String user,
        @Nullable SessionId session,
        TraceId trace,
        ApprovalQuestion.Kind kind,
        String subject,
        String reason,
        @Nullable String policyId,
        Instant requestedAt,
        Instant expiresAt,
        ApprovalState state,
        @Nullable Scope scope,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String comment) {}
