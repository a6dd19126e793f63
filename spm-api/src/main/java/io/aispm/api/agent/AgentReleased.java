package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent may be started again. */
public record AgentReleased(TenantId tenantId, AgentId agentId, String userId) implements AgentEvent {}
