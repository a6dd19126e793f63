package io.aispm.mcp.protocol;

import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Map;

/** Methods of the protocol that a server answers, by their names; of two by one name, the later counts. */
public interface Methods {

    /** Says what the server can do by them. */
    default McpSchema.ServerCapabilities.Builder capabilities(McpSchema.ServerCapabilities.Builder builder) {
        return builder;
    }

    /** What is asked for and answered. */
    Map<String, McpRequestHandler<?>> requests();

    /** What is told. */
    default Map<String, McpNotificationHandler> notifications() {
        return Map.of();
    }
}
