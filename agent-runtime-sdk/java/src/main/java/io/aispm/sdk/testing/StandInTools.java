package io.aispm.sdk.testing;

import io.aispm.sdk.McpException;
import io.aispm.sdk.internal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Stand-ins for the platform's tools, behind the MCP server's door. */
public final class StandInTools {

    private static final int INVALID_PARAMS = -32602;
    private static final int PARTS_OF_A_TRACEPARENT = 4;

    private final Map<String, Tool> tools = new ConcurrentHashMap<>();
    private final List<ToolUse> calls = new CopyOnWriteArrayList<>();

    StandInTools() {}

    /** From now on there is this tool. */
    public StandInTools put(String name, Tool tool) {
        tools.put(name, tool);
        return this;
    }

    /** From now on there is no such tool. */
    public void remove(String name) {
        tools.remove(name);
    }

    /** What was asked, in order. */
    public List<ToolUse> calls() {
        return List.copyOf(calls);
    }

    /** The MCP server's answer to a bare {@code tools/call}. */
    Answer answer(String body, Optional<String> traceparent) {
        var document = Json.MAPPER.readTree(body);
        var name = document.path("params").path("name").asString("");
        var arguments = document.path("params").path("arguments");
        var parent =
                traceparent.map(text -> text.split("-", -1)).filter(parts -> parts.length == PARTS_OF_A_TRACEPARENT);
        calls.add(new ToolUse(name, arguments, parent.map(parts -> parts[1]).orElse(null)));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("jsonrpc", "2.0");
        answer.put("id", document.path("id"));
        var tool = tools.get(name);
        if (tool == null) {
            answer.put("error", Map.of("code", INVALID_PARAMS, "message", "Unknown tool: " + name));
        } else {
            answer.put("result", result(tool, arguments));
        }
        return Answer.json(200, answer);
    }

    private static Map<String, Object> result(Tool tool, JsonNode arguments) {
        var result = new LinkedHashMap<String, Object>();
        try {
            var structured = tool.answer(arguments);
            result.putAll(structured);
            result.put("content", text(Json.MAPPER.writeValueAsString(structured)));
            result.put("structuredContent", structured);
            result.put("isError", false);
        } catch (McpException refused) {
            result.put("content", text(refused.reason()));
            result.put("structuredContent", Map.of("code", refused.code(), "message", refused.reason()));
            result.put("isError", true);
        }
        return result;
    }

    private static List<Map<String, String>> text(String text) {
        return List.of(Map.of("type", "text", "text", text));
    }
}
