package io.aispm.api.agent.life;

import io.aispm.api.agent.RuntimeLimits;
import io.aispm.contract.agent.TenantId;
import org.springframework.stereotype.Component;

/** The platform's own limits, for tenants that have none of their own. */
@Component
class PlatformLimits implements RuntimeLimits {

    @Override
    public int maxConcurrentAgents(TenantId tenant) {
        return 50;
    }

    @Override
    public int memoryMb(TenantId tenant) {
        return 512;
    }

    @Override
    public double cpuQuota(TenantId tenant) {
        return 0.5;
    }
}
