package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent was killed and may not be started. */
public record AgentQuarantined(TenantId tenantId, AgentId agentId, String userId) implements AgentEvent {}
