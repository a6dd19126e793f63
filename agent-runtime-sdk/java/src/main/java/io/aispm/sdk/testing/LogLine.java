package io.aispm.sdk.testing;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the agent logged, redacted as it is on stdout. */
public record LogLine(String message, @Nullable String trace, JsonNode fields) {}
