package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.contract.agent.Risk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be changed about an agent. */
public final class Changes {

    private Changes() {}

    /** Another description of it by people. */
    public static Agent described(
            Agent agent, @Nullable String owner, @Nullable String description, Risk risk, PolicyStatus policyStatus) {
        return copy(
                agent, owner, description, risk, policyStatus, agent.codeSha256(), agent.revision(), agent.updatedAt());
    }

    static Agent revised(Agent agent, int revision, String sha256, Instant now) {
        return copy(
                agent, agent.owner(), agent.description(), agent.risk(), agent.policyStatus(), sha256, revision, now);
    }

    static Agent touched(Agent agent, Instant now) {
        return copy(
                agent,
                agent.owner(),
                agent.description(),
                agent.risk(),
                agent.policyStatus(),
                agent.codeSha256(),
                agent.revision(),
                now);
    }

    private static Agent copy(
            Agent agent,
            @Nullable String owner,
            @Nullable String description,
            Risk risk,
            PolicyStatus policyStatus,
            String sha256,
            int revision,
            Instant updatedAt) {
        return new Agent(
                agent.id(),
                agent.tenantId(),
                agent.name(),
                agent.version(),
                agent.agentType(),
                agent.runtime(),
                owner,
                description,
                risk,
                policyStatus,
                agent.runtimeState(),
                agent.stateReason(),
                sha256,
                revision,
                agent.createdAt(),
                updatedAt,
                agent.lastSeenAt(),
                agent.stopping());
    }
}
