package io.aispm.api.policy;

import io.aispm.contract.policy.PolicyMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person wants to be otherwise; null leaves it as it is. */
public record PolicyChange(
        @Nullable String name,
        @Nullable String type,
        @Nullable PolicyMode mode,
        @Nullable String rego,
        @Nullable Map<String, @Nullable Object> params,
        @Nullable Map<String, @Nullable Object> paramsSchema,
        @Nullable String tests) {

    /** A change of its life alone. */
    static PolicyChange of(PolicyMode mode) {
        return new PolicyChange(null, null, mode, null, null, null, null);
    }

    /** A change of what it says alone. */
    static PolicyChange of(PolicyContent content) {
        return new PolicyChange(
                null, null, null, content.rego(), content.params(), content.paramsSchema(), content.tests());
    }
}
