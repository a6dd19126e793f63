package io.aispm.api.policy.bundle;

import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import java.util.List;

/** The modules that the engine must have, as the database has them. */
public interface ModuleStore {

    /** How far the bundle has come. */
    BundleRevision revision();

    /** Counts one on; the last thing a transaction does, since all others wait for it. */
    void advance();

    /** All modules together with the revision that they are. */
    Modules read();

    /** A tenant's modules in the versions that count, as far as the engine must have them. */
    List<Module> of(TenantId tenant);

    /** A state of all modules. */
    record Modules(BundleRevision revision, List<Module> modules) {}

    /** One version of one policy, in the package of its tenant and version. */
    record Module(TenantId tenant, PolicyId policy, int version, String rego) {}
}
