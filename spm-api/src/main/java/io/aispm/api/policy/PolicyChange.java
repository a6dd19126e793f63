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
        @Nullable Map<String, @Nullable Object> params) {}
