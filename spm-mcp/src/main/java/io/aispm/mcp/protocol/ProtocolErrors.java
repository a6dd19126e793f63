package io.aispm.mcp.protocol;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes what the SDK's transport refuses as the JSON-RPC error it stands for. By itself it writes the exception, with
 * its stack.
 *
 * @see <a href="https://www.jsonrpc.org/specification#error_object">JSON-RPC 2.0, error object</a>
 */
final class ProtocolErrors extends StdSerializer<McpError> {

    static final String INSIDE = "The message can't be processed; the reason is in the service's log.";

    private ProtocolErrors() {
        super(McpError.class);
    }

    /** The SDK's own mapper, but for errors. */
    static McpJsonMapper mapper() {
        var module = new SimpleModule().addSerializer(McpError.class, new ProtocolErrors());
        return new JacksonMcpJsonMapper(
                JsonMapper.shared().rebuild().addModule(module).build());
    }

    @Override
    public void serialize(McpError refused, JsonGenerator json, SerializationContext context) {
        var error = refused.getJsonRpcError();
        json.writeStartObject();
        json.writeStringProperty("jsonrpc", "2.0");
        json.writeNullProperty("id");
        json.writeObjectPropertyStart("error");
        json.writeNumberProperty("code", error.code());
        json.writeStringProperty(
                "message", error.code() == McpSchema.ErrorCodes.INTERNAL_ERROR ? INSIDE : error.message());
        json.writeEndObject();
        json.writeEndObject();
    }
}
