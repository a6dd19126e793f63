package io.aispm.api.agent.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentPosture;
import io.aispm.api.agent.PolicyStatus;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.Risk;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent, as people see it. */
record AgentView(
        AgentId id,
        String name,
        String version,
        @JsonProperty("agent_type") AgentType agentType,
        String runtime,
        String provider,
        @Nullable String owner,
        @Nullable String description,
        Risk risk,
        @JsonProperty("policy_status") PolicyStatus policyStatus,
        @JsonProperty("runtime_state") RuntimeState runtimeState,
        @JsonProperty("state_reason") @Nullable String stateReason,
        @JsonProperty("code_sha256") String codeSha256,
        int revision,
        @JsonProperty("tenant_id") TenantId tenantId,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt,
        @JsonProperty("last_seen_at") @Nullable Instant lastSeenAt,
        @Nullable AgentPosture posture,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> warnings) {

    /** Agents that run on this platform, and not at somebody else's. */
    private static final String PROVIDER = "internal";

    static AgentView of(Agent agent, @Nullable AgentPosture posture, @Nullable List<String> warnings) {
        return new AgentView(
                agent.id(),
                agent.name(),
                agent.version(),
                agent.agentType(),
                agent.runtime().toString(),
                PROVIDER,
                agent.owner(),
                agent.description(),
                agent.risk(),
                agent.policyStatus(),
                agent.runtimeState(),
                agent.stateReason(),
                agent.codeSha256(),
                agent.revision(),
                agent.tenantId(),
                agent.createdAt(),
                agent.updatedAt(),
                agent.lastSeenAt(),
                posture,
                warnings);
    }
}
