package io.aispm.sdk.testing;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One call that the agent made; {@code traceId} names its turn. */
public record ToolUse(
        String tool, JsonNode arguments, @Nullable String traceId) {}
