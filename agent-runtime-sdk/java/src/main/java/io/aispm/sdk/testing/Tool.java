package io.aispm.sdk.testing;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Stands in for a tool. */
@FunctionalInterface
public interface Tool {

    /** The structured result for a call's arguments; an {@link io.aispm.sdk.McpException} that it throws is the agent's answer. */
    Map<String, ?> answer(JsonNode arguments);
}
