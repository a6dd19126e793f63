package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps agents. */
public interface AgentStore {

    /** Takes in a new one; fails where the tenant has that name and version already. */
    void add(Agent agent);

    /** The agent, held by this transaction until its end; always as it is now. */
    Optional<Held> lock(AgentId id);

    /** Writes back what is held. */
    void save(Held held);

    /** Removes the agent and all of this module's rows that belong to it. */
    void remove(AgentId id);

    /** Whether the tenant has that name and version. */
    boolean exists(TenantId tenant, String name, String version);

    /** Makes others who start agents of the tenant wait until this transaction ends, then counts the active ones. */
    int countActiveAlone(TenantId tenant);

    /** Says that the agent was heard of. */
    void seen(AgentId id, Instant now);

    /** Makes the keeper the one who watches all agents that nobody watches, and tells which are theirs. */
    List<Watched> claim(String keeper, Instant now, Instant until);

    /** Leaves the keeper's agents to others. */
    void leave(String keeper);

    /** All that have a process or are about to. */
    List<Watched> active();

    /** Those that are to be started with the platform. */
    List<Watched> toResume();
}
