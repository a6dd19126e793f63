package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Optional;

/** Finds agents; always fresh from the database. */
public interface Agents {

    /** The agent, if there is one by that id in the tenant. */
    Optional<Agent> find(TenantId tenant, AgentId id);

    /** The agent; fails with {@link AgentException} where the tenant has none by that id. */
    default Agent require(TenantId tenant, AgentId id) {
        return find(tenant, id).orElseThrow(AgentException::unknown);
    }
}
