package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.contract.agent.AgentType;
import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import org.jspecify.annotations.Nullable;

/** Lists a tenant's agents, newest first. */
public interface AgentList {

    /** The agents that the filters let through. */
    Page<Agent> list(TenantId tenant, Filter filter, PageRequest page);

    /** What is looked for: part of a name, owner or description; a state; a type. */
    record Filter(
            @Nullable String text,
            @Nullable RuntimeState state,
            @Nullable AgentType type) {}
}
