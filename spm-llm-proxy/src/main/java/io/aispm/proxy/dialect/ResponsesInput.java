package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the items of a response's input as chat messages; calls of one turn become one message's. */
final class ResponsesInput {

    private final ArrayNode messages;

    ResponsesInput(ArrayNode messages) {
        this.messages = messages;
    }

    void add(JsonNode item, String param) {
        switch (Bodies.text(item, "type")) {
            case "message", "" -> message(item, param);
            case "function_call" -> call(item);
            case "function_call_output" -> output(item, param);
            case "reasoning" -> {
                // A model's earlier thoughts count only for the server that keeps or signed them.
            }
            default ->
                throw LlmException.unsupported(
                        param, "Items of the type `" + Bodies.text(item, "type") + "` are not served here.");
        }
    }

    private void message(JsonNode item, String param) {
        var message = messages.addObject().put("role", Bodies.text(item, "role"));
        message.set("content", content(item.path("content"), param));
    }

    private void call(JsonNode item) {
        var call = Bodies.toolCall(
                Bodies.text(item, "call_id"), Bodies.text(item, "name"), Bodies.text(item, "arguments"));
        var last = messages.isEmpty() ? null : messages.path(messages.size() - 1);
        if (last instanceof ObjectNode before && "assistant".equals(Bodies.text(before, "role"))) {
            before.withArray("tool_calls").add(call);
            return;
        }
        messages.addObject()
                .put("role", "assistant")
                .putNull("content")
                .withArray("tool_calls")
                .add(call);
    }

    private void output(JsonNode item, String param) {
        var message = messages.addObject().put("role", "tool");
        message.set("tool_call_id", item.path("call_id"));
        message.set("content", content(item.path("output"), param));
    }

    private JsonNode content(JsonNode content, String param) {
        if (content.isString()) {
            return content;
        }
        var parts = messages.arrayNode();
        for (var part : content.values()) {
            parts.add(part(part, param + ".content"));
        }
        return parts;
    }

    private static ObjectNode part(JsonNode part, String param) {
        return switch (Bodies.text(part, "type")) {
            case "input_text", "output_text", "text" -> Bodies.textPart(Bodies.text(part, "text"));
            case "refusal" -> Bodies.object().put("type", "refusal").put("refusal", Bodies.text(part, "refusal"));
            case "input_image" -> image(part, param);
            case "input_file" -> file(part, param);
            default ->
                throw LlmException.unsupported(
                        param, "Parts of the type `" + Bodies.text(part, "type") + "` are not served here.");
        };
    }

    private static ObjectNode image(JsonNode part, String param) {
        if (!part.path("image_url").isString()) {
            throw LlmException.unsupported(param, "An image must carry its `image_url`: nothing is stored here.");
        }
        var image = Bodies.imagePart(part.path("image_url").stringValue());
        if (part.path("detail").isString()) {
            ((ObjectNode) image.path("image_url")).set("detail", part.path("detail"));
        }
        return image;
    }

    private static ObjectNode file(JsonNode part, String param) {
        if (!part.path("file_data").isString()) {
            throw LlmException.unsupported(param, "A file must carry its `file_data`: nothing is stored here.");
        }
        var made = Bodies.object().put("type", "file");
        var file = made.putObject("file");
        file.set("file_data", part.path("file_data"));
        if (part.path("filename").isString()) {
            file.set("filename", part.path("filename"));
        }
        return made;
    }
}
