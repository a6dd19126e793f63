package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent was stopped and its process is gone. */
public record AgentStopped(TenantId tenantId, AgentId agentId) implements AgentEvent {}
