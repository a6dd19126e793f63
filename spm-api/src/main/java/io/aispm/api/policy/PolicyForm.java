package io.aispm.api.policy;

import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Judges what people write into a policy before any of it is kept. */
@Component
class PolicyForm {

    private static final int LONGEST_NAME = 128;
    private static final String TEMPLATE = "template";
    private static final int LONGEST_REGO = 64 * 1024;

    private final RegoCompiler compiler;

    PolicyForm(RegoCompiler compiler) {
        this.compiler = compiler;
    }

    /** The source of a new policy, or the problem that names all that is wrong with it. */
    PolicySource check(TenantId tenant, NewPolicy wanted) {
        var errors = new ArrayList<String>();
        checkName(wanted.name(), errors);
        checkType(wanted.type(), errors);
        if (wanted.rego().isBlank()) {
            errors.add("`rego` is required.");
        }
        var id = id(wanted).filter(one -> !one.value().equals(TEMPLATE));
        if (id.isEmpty()) {
            errors.add("`id` must be a letter followed by at most 63 lowercase letters, digits or underscores,"
                    + " and not `" + TEMPLATE + "`, which names a route.");
        }
        return source(tenant, id, wanted.rego(), errors);
    }

    /** The source of a policy's new version, or the problem that names all that is wrong with it. */
    PolicySource check(TenantId tenant, PolicyId id, PolicyChange change, String rego) {
        var errors = new ArrayList<String>();
        if (change.name() != null) {
            checkName(change.name(), errors);
        }
        if (change.type() != null) {
            checkType(change.type(), errors);
        }
        return source(tenant, Optional.of(id), rego, errors);
    }

    private static Optional<PolicyId> id(NewPolicy wanted) {
        return wanted.id() == null ? PolicyId.suggestedBy(wanted.name()) : PolicyId.parse(wanted.id());
    }

    private static void checkName(@Nullable String name, List<String> errors) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            errors.add("`name` must have 1 to " + LONGEST_NAME + " characters.");
        }
    }

    private static void checkType(String type, List<String> errors) {
        if (type.isBlank() || type.length() > LONGEST_NAME) {
            errors.add("`type` must have 1 to " + LONGEST_NAME + " characters.");
        }
    }

    private PolicySource source(TenantId tenant, Optional<PolicyId> id, String rego, List<String> errors) {
        if (rego.getBytes(StandardCharsets.UTF_8).length > LONGEST_REGO) {
            errors.add("`rego` may have at most " + LONGEST_REGO + " bytes.");
        }
        if (!errors.isEmpty()) {
            throw PolicyException.invalid(errors);
        }
        return switch (compiler.compile(tenant, rego)) {
            case Compilation.Broken(var problems) ->
                throw PolicyException.invalid(
                        problems.stream().map(RegoError::sentence).toList());
            case Compilation.Sound(var source) -> {
                var expected = id.orElseThrow();
                if (!source.id().equals(expected)) {
                    throw PolicyException.invalid(List.of(new RegoError(
                                    source.packageLine(), 1, "the package must be `aispm.policies." + expected + "`")
                            .sentence()));
                }
                yield source;
            }
        };
    }
}
