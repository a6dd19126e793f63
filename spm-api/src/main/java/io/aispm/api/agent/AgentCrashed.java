package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent's process ended by itself, or never became ready; the reason is for its operators. */
public record AgentCrashed(TenantId tenantId, AgentId agentId, String reason) implements AgentEvent {}
