package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Set;

/** What is set for an agent changed: the fields by the contract's names. */
public record AgentChanged(TenantId tenantId, AgentId agentId, String userId, Set<String> fields)
        implements AgentEvent {}
