package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** Something that happened to an agent; published in the transaction that makes it true. */
public sealed interface AgentEvent
        permits AgentRegistered,
                AgentDeployed,
                AgentCodeRestored,
                AgentStarted,
                AgentStopped,
                AgentCrashed,
                AgentQuarantined,
                AgentReleased,
                AgentDeleted,
                AgentChanged {

    /** The tenant whose agent it is. */
    TenantId tenantId();

    /** The agent. */
    AgentId agentId();
}
