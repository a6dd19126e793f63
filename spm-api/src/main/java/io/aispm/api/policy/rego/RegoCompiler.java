package io.aispm.api.policy.rego;

import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and tries policies without letting them near the engine that decides. */
public interface RegoCompiler {

    /**
     * Compiles what a person wrote, against the restricted list of built-in functions; fails with {@link
     * io.aispm.api.policy.PolicyException} where there is no compiler.
     */
    Compilation compile(TenantId tenant, String rego);

    /** What the policy alone says of an input, and how it came to it. */
    Trial simulate(TenantId tenant, PolicySource source, Map<String, @Nullable Object> input);
}
