package io.aispm.api.policy.rego;

import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and tries policies without letting them near the engine that decides. */
public interface RegoCompiler {

    /**
     * Compiles what a person wrote, against the restricted list of built-in functions; fails with {@link
     * io.aispm.api.policy.PolicyException} where there is no compiler.
     */
    Compilation compile(TenantId tenant, String rego);

    /** All that keeps a module from being a test of this policy; none where it could be one. */
    List<RegoError> checkTests(PolicySource source, String tests);

    /** Runs the tests with nothing but the policy beside them, and no more than a policy may do. */
    TestReport test(PolicySource source, String tests);

    /** What the policy alone says of an input, and how it came to it. */
    Trial simulate(TenantId tenant, PolicySource source, Map<String, @Nullable Object> input);
}
