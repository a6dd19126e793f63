package io.aispm.api.integration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person wants to be otherwise; null leaves it as it is. */
public record IntegrationChange(
        @Nullable String name,
        @Nullable String category,
        @Nullable Boolean enabled,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> credentials) {

    /** Only fields, settings and secrets alike. */
    public static IntegrationChange fields(Map<String, @Nullable Object> fields) {
        return new IntegrationChange(null, null, null, fields, Map.of());
    }

    /** Only whether it is enabled. */
    public static IntegrationChange enabled(boolean enabled) {
        return new IntegrationChange(null, null, enabled, Map.of(), Map.of());
    }

    /** Only secrets. */
    public static IntegrationChange credentials(Map<String, @Nullable Object> credentials) {
        return new IntegrationChange(null, null, null, Map.of(), credentials);
    }
}
