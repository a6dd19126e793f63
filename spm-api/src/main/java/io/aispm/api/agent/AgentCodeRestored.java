package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** A host's copy of an agent's code was not what had been reviewed, and was replaced by the reviewed revision before it ran. */
public record AgentCodeRestored(TenantId tenantId, AgentId agentId, int revision, String codeSha256)
        implements AgentEvent {}
