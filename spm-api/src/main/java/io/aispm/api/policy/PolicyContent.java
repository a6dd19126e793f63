package io.aispm.api.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a policy says.
 *
 * @param params what it is told beside the question
 * @param paramsSchema the JSON schema of its parameters; empty where any will do
 * @param tests a Rego module of tests; empty where there are none
 */
public record PolicyContent(
        String rego, Map<String, @Nullable Object> params, Map<String, @Nullable Object> paramsSchema, String tests) {

    /** The same, with that of a change which isn't null. */
    PolicyContent with(PolicyChange change) {
        return new PolicyContent(
                change.rego() == null ? rego : change.rego(),
                change.params() == null ? params : change.params(),
                change.paramsSchema() == null ? paramsSchema : change.paramsSchema(),
                change.tests() == null ? tests : change.tests());
    }

    /** Whether it brings tests. */
    public boolean isTested() {
        return !tests.isBlank();
    }
}
