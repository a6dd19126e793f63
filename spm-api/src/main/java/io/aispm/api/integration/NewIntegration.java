package io.aispm.api.integration;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An integration that a person wants to make. */
public record NewIntegration(
        String connectorType,
        @Nullable String name,
        @Nullable String category,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> credentials,
        boolean enabled) {}
