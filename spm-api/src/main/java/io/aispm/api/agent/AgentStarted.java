package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent has said that it is ready. */
public record AgentStarted(TenantId tenantId, AgentId agentId, int revision) implements AgentEvent {}
