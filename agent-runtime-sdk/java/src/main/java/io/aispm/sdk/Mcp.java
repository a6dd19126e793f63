package io.aispm.sdk;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Tools, through the platform's MCP server, where each call is authorised and recorded. */
public interface Mcp {

    /** Calls a tool and gives its result; {@link McpException} when it is refused or the tool fails. */
    JsonNode call(String tool, Map<String, ?> arguments);
}
