package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** The agent that calls one of its own routes, its token checked; an agent-facing controller has it as a parameter. */
public record AgentPrincipal(TenantId tenant, AgentId agent) {}
