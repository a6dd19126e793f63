package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** An agent and all that belonged to it are gone. */
public record AgentDeleted(TenantId tenantId, AgentId agentId, String userId) implements AgentEvent {}
