package io.aispm.api.policy;

import io.aispm.api.policy.rego.Compilation;
import io.aispm.api.policy.rego.PolicySource;
import io.aispm.api.policy.rego.RegoCompiler;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.schema.ParameterSchemas;
import io.aispm.contract.agent.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Judges what people write into a policy before any of it is kept. */
@Component
class PolicyForm {

    private static final int LONGEST_NAME = 128;
    private static final String TEMPLATE = "template";
    private static final int LONGEST_REGO = 64 * 1024;

    private static final int LONGEST_PARAMS = 64 * 1024;

    private final RegoCompiler compiler;
    private final PolicyTests tests;
    private final ParameterSchemas schemas;
    private final JsonMapper json;

    PolicyForm(RegoCompiler compiler, PolicyTests tests, ParameterSchemas schemas, JsonMapper json) {
        this.compiler = compiler;
        this.tests = tests;
        this.schemas = schemas;
        this.json = json;
    }

    /** The source of a new policy, or the problem that names all that is wrong with it. */
    PolicySource check(TenantId tenant, NewPolicy wanted) {
        var errors = new ArrayList<String>();
        checkName(wanted.name(), errors);
        checkType(wanted.type(), errors);
        if (wanted.content().rego().isBlank()) {
            errors.add("`rego` is required.");
        }
        var id = id(wanted).filter(one -> !one.value().equals(TEMPLATE));
        if (id.isEmpty()) {
            errors.add("`id` must be a letter followed by at most 63 lowercase letters, digits or underscores,"
                    + " and not `" + TEMPLATE + "`, which names a route.");
        }
        return source(tenant, id, wanted.content(), errors);
    }

    /** The source of a policy's new version, or the problem that names all that is wrong with it. */
    PolicySource check(TenantId tenant, PolicyId id, PolicyChange change, PolicyContent content) {
        var errors = new ArrayList<String>();
        if (change.name() != null) {
            checkName(change.name(), errors);
        }
        if (change.type() != null) {
            checkType(change.type(), errors);
        }
        return source(tenant, Optional.of(id), content, errors);
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

    private void checkContent(PolicyContent content, List<String> errors) {
        checkLength("rego", content.rego(), LONGEST_REGO, errors);
        checkLength("tests", content.tests(), LONGEST_REGO, errors);
        checkLength("params", json.writeValueAsString(content.params()), LONGEST_PARAMS, errors);
        checkLength("params_schema", json.writeValueAsString(content.paramsSchema()), LONGEST_PARAMS, errors);
        if (errors.isEmpty()) {
            errors.addAll(schemas.flaws(content.paramsSchema()));
        }
        if (errors.isEmpty()) {
            errors.addAll(schemas.violations(content.paramsSchema(), content.params()));
        }
    }

    private static void checkLength(String field, String text, int longest, List<String> errors) {
        if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
            errors.add("`" + field + "` may have at most " + longest + " bytes.");
        }
    }

    private PolicySource source(TenantId tenant, Optional<PolicyId> id, PolicyContent content, List<String> errors) {
        checkContent(content, errors);
        if (!errors.isEmpty()) {
            throw PolicyException.invalid(errors);
        }
        var source = compiled(tenant, id, content.rego());
        tests.mustCompile(source, content);
        return source;
    }

    private PolicySource compiled(TenantId tenant, Optional<PolicyId> id, String rego) {
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
