package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Collection;
import java.util.Map;

/** Tells how far agents are from what was reviewed, said by a module that agents know nothing of. */
@FunctionalInterface
public interface AgentPostures {

    /** By the agents' ids; an agent that was never reviewed is not among them. */
    Map<AgentId, AgentPosture> of(TenantId tenant, Collection<AgentId> agents);
}
