package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;

/** Reads a tenant's agent runtime's row; anew each time, so that a change counts at once. */
@FunctionalInterface
public interface RuntimeRows {

    /** The row; its defaults where the tenant has none yet. */
    RuntimeRow of(TenantId tenant);
}
