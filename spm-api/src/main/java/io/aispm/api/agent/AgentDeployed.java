package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** A revision of an agent's code is there, the first one or a later one. */
public record AgentDeployed(TenantId tenantId, AgentId agentId, String userId, int revision, String codeSha256)
        implements AgentEvent {}
