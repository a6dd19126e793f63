package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent was taken in. */
public record AgentRegistered(TenantId tenantId, AgentId agentId, String userId, String name, String agentType)
        implements AgentEvent {}
