package io.aispm.api.policy;

import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Set;

/** Which policies each new agent of a tenant is put under. */
public interface DefaultPolicyStore {

    /** By their ids' order. */
    List<PolicyId> of(TenantId tenant);

    /** Keeps out all who would change the tenant's, until the transaction ends. */
    void lock(TenantId tenant);

    /** These and no others. */
    void replace(TenantId tenant, Set<PolicyId> policies);
}
