package io.aispm.mcp.protocol;

import io.aispm.contract.call.CallContext;
import io.aispm.mcp.tool.Course;
import io.aispm.mcp.tool.GuardedTools;
import io.aispm.mcp.tool.ToolResult;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a {@code tools/call} that belongs to no session, in plain JSON.
 *
 * @see <a href="https://www.jsonrpc.org/specification">JSON-RPC 2.0</a>
 */
final class BareCalls {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    private static final int INVALID_PARAMS = -32602;

    private static final TypeReference<Map<String, @Nullable Object>> ARGUMENTS = new TypeReference<>() {};

    private final GuardedTools tools;
    private final ToolResults results;
    private final JsonMapper json;

    BareCalls(GuardedTools tools, ToolResults results, JsonMapper json) {
        this.tools = tools;
        this.results = results;
        this.json = json;
    }

    /** Makes the call that the message asks for. */
    void answer(JsonNode message, CallContext caller, HttpServletResponse response) throws IOException {
        var id = message.get("id");
        var name = message.path("params").path("name");
        var arguments = message.path("params").path("arguments");
        if (id == null || !(id.isString() || id.isNumber())) {
            write(response, HttpServletResponse.SC_BAD_REQUEST, null, error(INVALID_REQUEST, "`id` is required."));
            return;
        }
        if (!name.isString() || !(arguments.isMissingNode() || arguments.isNull() || arguments.isObject())) {
            var wrong = "`params` must have a `name`, a string, and may have `arguments`, an object.";
            write(response, HttpServletResponse.SC_OK, id, error(INVALID_PARAMS, wrong));
            return;
        }
        Map<String, @Nullable Object> given = arguments.isObject() ? json.convertValue(arguments, ARGUMENTS) : Map.of();
        var result = tools.call(name.asString(), given, caller, Course.within(GuardedTools.limit(caller)));
        if (result instanceof ToolResult.Invalid(var sentence)) {
            write(response, HttpServletResponse.SC_OK, id, error(INVALID_PARAMS, sentence));
            return;
        }
        write(response, HttpServletResponse.SC_OK, id, Map.of("result", results.bare(result)));
    }

    /** Refuses a message of which nothing can be told. */
    void refuse(HttpServletResponse response, int status, int code, String sentence) throws IOException {
        write(response, status, null, error(code, sentence));
    }

    private static Map<String, Object> error(int code, String sentence) {
        return Map.of("error", Map.of("code", code, "message", sentence));
    }

    private void write(HttpServletResponse response, int status, @Nullable JsonNode id, Map<String, Object> outcome)
            throws IOException {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("jsonrpc", "2.0");
        envelope.put("id", id);
        envelope.putAll(outcome);
        var body = json.writeValueAsBytes(envelope);
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
