package io.aispm.api.agent.life;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.secret.Secret;

/** The topics an agent talks through, and who may use them. Each call may be made again. */
public interface AgentChannels {

    /** Makes the agent's two topics. */
    void create(TenantId tenant, AgentId agent);

    /**
     * Lets one start in: its password, its rights to just its two topics and its groups, and a group that begins at the
     * end of what was sent so far.
     */
    void admit(TenantId tenant, AgentId agent, String start, Secret password);

    /** Lets the agent in no more. */
    void dismiss(TenantId tenant, AgentId agent);

    /** Removes topics, rights, user and groups. */
    void remove(TenantId tenant, AgentId agent);
}
