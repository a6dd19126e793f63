package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a conversation of Anthropic's form as chat messages: each tool result becomes a message of its own. */
final class MessagesConversation {

    private final JsonMapper json;
    private final ArrayNode messages;

    MessagesConversation(JsonMapper json, ArrayNode messages) {
        this.json = json;
        this.messages = messages;
    }

    void add(JsonNode message, String param) {
        switch (Bodies.text(message, "role")) {
            case "user" -> user(message.path("content"), param);
            case "assistant" -> assistant(message.path("content"), param);
            default -> throw LlmException.invalid(param, "`" + param + ".role` must be user or assistant.");
        }
    }

    private void user(JsonNode content, String param) {
        if (content.isString()) {
            messages.addObject().put("role", "user").set("content", content);
            return;
        }
        var parts = messages.arrayNode();
        for (var block : content.values()) {
            if ("tool_result".equals(Bodies.text(block, "type"))) {
                result(block, param);
            } else {
                parts.add(part(block, param));
            }
        }
        if (!parts.isEmpty()) {
            messages.addObject().put("role", "user").set("content", parts);
        }
    }

    private void result(JsonNode block, String param) {
        var message = messages.addObject().put("role", "tool");
        message.set("tool_call_id", block.path("tool_use_id"));
        if (block.path("is_error").booleanValue(false)) {
            message.put("is_error", true);
        }
        var content = block.path("content");
        if (content.isArray()) {
            var parts = message.putArray("content");
            content.values().forEach(inner -> parts.add(part(inner, param)));
        } else {
            message.put("content", content.stringValue(""));
        }
    }

    private void assistant(JsonNode content, String param) {
        var message = messages.addObject().put("role", "assistant");
        if (content.isString()) {
            message.set("content", content);
            return;
        }
        var texts = messages.arrayNode();
        for (var block : content.values()) {
            switch (Bodies.text(block, "type")) {
                case "text" -> texts.add(part(block, param));
                case "thinking", "redacted_thinking" ->
                    message.withArray("thinking_blocks").add(block);
                case "tool_use" ->
                    message.withArray("tool_calls")
                            .add(Bodies.toolCall(
                                    Bodies.text(block, "id"),
                                    Bodies.text(block, "name"),
                                    json.writeValueAsString(
                                            block.path("input").isObject() ? block.path("input") : Bodies.object())));
                default -> throw unknown(block, param);
            }
        }
        if (texts.isEmpty()) {
            message.putNull("content");
        } else {
            message.set("content", texts);
        }
    }

    private static ObjectNode part(JsonNode block, String param) {
        var part = switch (Bodies.text(block, "type")) {
            case "text" -> Bodies.textPart(Bodies.text(block, "text"));
            case "image" -> Bodies.imagePart(address(block.path("source"), param));
            case "document" -> document(block, param);
            default -> throw unknown(block, param);
        };
        if (block.path("cache_control").isObject()) {
            part.set("cache_control", block.path("cache_control"));
        }
        return part;
    }

    private static ObjectNode document(JsonNode block, String param) {
        var source = block.path("source");
        if ("text".equals(Bodies.text(source, "type"))) {
            return Bodies.textPart(Bodies.text(source, "data"));
        }
        var part = Bodies.object().put("type", "file");
        var file = part.putObject("file").put("file_data", address(source, param));
        if (block.path("title").isString()) {
            file.set("filename", block.path("title"));
        }
        return part;
    }

    private static String address(JsonNode source, String param) {
        return switch (Bodies.text(source, "type")) {
            case "base64" -> "data:" + Bodies.text(source, "media_type") + ";base64," + Bodies.text(source, "data");
            case "url" -> Bodies.text(source, "url");
            default -> throw LlmException.unsupported(param + ".content", "A `source` must be base64 or url.");
        };
    }

    private static LlmException unknown(JsonNode block, String param) {
        return LlmException.unsupported(
                param + ".content", "Blocks of the type `" + Bodies.text(block, "type") + "` are not served here.");
    }
}
