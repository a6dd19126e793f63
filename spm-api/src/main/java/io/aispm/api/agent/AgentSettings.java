package io.aispm.api.agent;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** What is set for agents, by people; always fresh from the database. */
public interface AgentSettings {

    /** What counts for the agent: its own settings over its tenant's. */
    EffectiveSettings of(TenantId tenant, AgentId agent);

    /** What counts for a tenant's agents that have nothing of their own. */
    EffectiveSettings of(TenantId tenant);
}
