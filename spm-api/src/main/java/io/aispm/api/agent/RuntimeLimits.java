package io.aispm.api.agent;

import io.aispm.contract.agent.TenantId;

/** What a tenant's agents may use, by its control plane's row. */
public interface RuntimeLimits {

    /** How many may be starting or running at once. */
    int maxConcurrentAgents(TenantId tenant);

    /** The memory of a sandbox whose agent has none of its own set, in MiB. */
    int memoryMb(TenantId tenant);

    /** The share of processor cores of such a sandbox. */
    double cpuQuota(TenantId tenant);
}
