package io.aispm.api.policy;

import io.aispm.contract.agent.TenantId;
import java.util.Set;

/** Which of the platform's policies each tenant was given, whatever became of them since. */
@FunctionalInterface
public interface GivenPolicies {

    /** Of the platform's policies those that the tenant was never given; from now on it was given them all. */
    Set<PolicyId> takeUnseen(TenantId tenant, Set<PolicyId> platform);
}
