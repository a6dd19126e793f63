package io.aispm.api.agent;

import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.Risk;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyQuestion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An agent as it is known now.
 *
 * @param runtime what its code is written for
 * @param stateReason what an operator needs to know of its state, or null
 * @param stopping whether it has been told to stop and has a few seconds left: it still runs, but takes no new turns
 */
public record Agent(
        AgentId id,
        TenantId tenantId,
        String name,
        String version,
        AgentType agentType,
        CodeKind runtime,
        @Nullable String owner,
        @Nullable String description,
        Risk risk,
        PolicyStatus policyStatus,
        RuntimeState runtimeState,
        @Nullable String stateReason,
        String codeSha256,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant lastSeenAt,
        boolean stopping) {

    /** The agent, as a policy sees it. */
    public PolicyQuestion.Subject subject() {
        return new PolicyQuestion.Subject(id, name, agentType.toString(), risk.toString(), owner, null);
    }
}
