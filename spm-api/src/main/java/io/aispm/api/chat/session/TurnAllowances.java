package io.aispm.api.chat.session;

import io.aispm.contract.agent.TenantId;

/** How many turns each user may still begin; the same for all replicas. */
public interface TurnAllowances {

    /** Takes one, if one is left. */
    boolean take(TenantId tenant, String user);
}
