package io.aispm.api.policy;

import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.rego.Trial;
import io.aispm.contract.agent.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tries policies out without deciding anything. */
@Service
public class PolicyTrials {

    private final RegoCompiler compiler;
    private final Policies policies;

    PolicyTrials(RegoCompiler compiler, Policies policies) {
        this.compiler = compiler;
        this.policies = policies;
    }

    /** All that keeps a text from being a policy; none where it could be one. */
    public List<RegoError> validate(TenantId tenant, String rego) {
        return switch (compiler.compile(tenant, rego)) {
            case Compilation.Sound _ -> List.of();
            case Compilation.Broken(var errors) -> errors;
        };
    }

    /** What the policy alone says of an input, under its own parameters. */
    public Trial simulate(TenantId tenant, PolicyId id, Map<String, @Nullable Object> input) {
        var policy = policies.require(tenant, id);
        return switch (compiler.compile(tenant, policy.rego())) {
            case Compilation.Broken(var errors) ->
                throw PolicyException.invalid(
                        errors.stream().map(RegoError::sentence).toList());
            case Compilation.Sound(var source) -> {
                var own = new HashMap<String, @Nullable Object>(input);
                own.putIfAbsent("tenant_id", tenant.toString());
                own.put("params", policy.params());
                yield compiler.simulate(tenant, source, own);
            }
        };
    }
}
