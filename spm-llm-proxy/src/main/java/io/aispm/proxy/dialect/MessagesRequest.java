package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.ChatRequest;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request of Anthropic's Messages API as a chat completion.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages">Messages</a>
 */
final class MessagesRequest {

    /** What only Anthropic's own servers can do. */
    private static final List<String> OF_ITS_SERVERS = List.of("container", "mcp_servers", "context_management");

    private final JsonMapper json;

    MessagesRequest(JsonMapper json) {
        this.json = json;
    }

    ChatRequest read(ObjectNode asked) {
        var body = asked.deepCopy();
        Bodies.refuse(body, OF_ITS_SERVERS, "is not served here.");
        if (!body.path("max_tokens").isIntegralNumber()) {
            throw LlmException.invalid("max_tokens", "`max_tokens` is required: a whole number.");
        }
        if (!body.path("messages").isArray()) {
            throw LlmException.invalid("messages", "`messages` is required: a list of at least one message.");
        }
        body.set("messages", conversation(body));
        Bodies.rename(body, "stop_sequences", body, "stop");
        if (body.remove("metadata") instanceof ObjectNode about
                && about.path("user_id").isString()) {
            body.set("user", about.path("user_id"));
        }
        choice(body);
        tools(body);
        output(body);
        if (body.path("stream").booleanValue(false)) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return ChatRequest.of(body);
    }

    private ArrayNode conversation(ObjectNode body) {
        var system = body.remove("system");
        var messages = body.arrayNode();
        if (system != null && Bodies.given(system)) {
            var said = messages.addObject().put("role", "system");
            said.set("content", system);
        }
        var read = new MessagesConversation(json, messages);
        for (var index = 0; index < body.path("messages").size(); index++) {
            read.add(body.path("messages").path(index), "messages[" + index + "]");
        }
        return messages;
    }

    private static void choice(ObjectNode body) {
        var choice = body.remove("tool_choice");
        if (choice == null || choice.isNull()) {
            return;
        }
        if (choice.path("disable_parallel_tool_use").booleanValue(false)) {
            body.put("parallel_tool_calls", false);
        }
        switch (Bodies.text(choice, "type")) {
            case "auto" -> body.put("tool_choice", "auto");
            case "any" -> body.put("tool_choice", "required");
            case "none" -> body.put("tool_choice", "none");
            case "tool" -> {
                var named = body.putObject("tool_choice").put("type", "function");
                named.putObject("function").set("name", choice.path("name"));
            }
            default -> throw LlmException.invalid("tool_choice", "`tool_choice.type` must be auto, any, tool or none.");
        }
    }

    private static void tools(ObjectNode body) {
        var tools = body.remove("tools");
        if (tools == null || tools.isEmpty()) {
            return;
        }
        var translated = body.putArray("tools");
        for (var tool : tools.values()) {
            var type = Bodies.text(tool, "type");
            if (!type.isEmpty() && !"custom".equals(type)) {
                throw LlmException.unsupported("tools", "Tools of the type `" + type + "` are not served here.");
            }
            var function = Bodies.function(tool, "input_schema");
            if (tool.path("cache_control").isObject()) {
                function.set("cache_control", tool.path("cache_control"));
            }
            translated.add(function);
        }
    }

    /** How an answer is to look: by its newer name, or the one before. */
    private static void output(ObjectNode body) {
        var config = body.remove("output_config");
        var older = body.remove("output_format");
        var format = config == null ? older : config.path("format");
        if (format != null && "json_schema".equals(Bodies.text(format, "type"))) {
            body.set("response_format", Bodies.schemaFormat("", format.path("schema"), true));
        }
        if (config != null && config.path("effort").isString()) {
            body.set("reasoning_effort", config.path("effort"));
        }
    }
}
