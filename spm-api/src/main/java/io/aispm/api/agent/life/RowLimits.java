package io.aispm.api.agent.life;

import io.aispm.api.agent.RuntimeLimits;
import io.aispm.api.integration.RuntimeRows;
import io.aispm.contract.agent.TenantId;
import org.springframework.stereotype.Component;

/** The limits that the tenant's control plane row says. */
@Component
class RowLimits implements RuntimeLimits {

    private final RuntimeRows rows;

    RowLimits(RuntimeRows rows) {
        this.rows = rows;
    }

    @Override
    public int maxConcurrentAgents(TenantId tenant) {
        return rows.of(tenant).maxConcurrentAgents();
    }

    @Override
    public int memoryMb(TenantId tenant) {
        return rows.of(tenant).defaultMemoryMb();
    }

    @Override
    public double cpuQuota(TenantId tenant) {
        return rows.of(tenant).defaultCpuQuota();
    }
}
