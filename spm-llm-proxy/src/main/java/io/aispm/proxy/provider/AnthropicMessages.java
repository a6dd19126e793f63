package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Turns a conversation into Anthropic's form: the system's words apart, roles that alternate, content in blocks. */
final class AnthropicMessages {

    private final JsonMapper json;
    private final ArrayNode system = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode messages = JsonNodeFactory.instance.arrayNode();

    private AnthropicMessages(JsonMapper json) {
        this.json = json;
    }

    static AnthropicMessages of(ArrayNode conversation, JsonMapper json) {
        var translated = new AnthropicMessages(json);
        for (var index = 0; index < conversation.size(); index++) {
            translated.add(conversation.path(index), "messages[" + index + "]");
        }
        return translated;
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    private void add(JsonNode message, String param) {
        var content = message.path("content");
        switch (message.path("role").stringValue("")) {
            case "system", "developer" -> blocks(content, param).forEach(system::add);
            case "user" -> append("user", blocks(content, param));
            case "assistant" -> append("assistant", assistant(message, param));
            case "tool" -> append("user", List.of(toolResult(message, param)));
            default -> throw LlmException.invalid(param, "`" + param + "` has a `role` that Anthropic doesn't know.");
        }
    }

    /** Neighbours of one role become one message, as tool results that belong together must be. */
    private void append(String role, List<ObjectNode> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        var last = messages.isEmpty() ? null : messages.path(messages.size() - 1);
        if (last instanceof ObjectNode before && role.equals(before.path("role").stringValue(null))) {
            var content = (ArrayNode) before.path("content");
            blocks.forEach(content::add);
            return;
        }
        var message = messages.addObject().put("role", role);
        var content = message.putArray("content");
        blocks.forEach(content::add);
    }

    private List<ObjectNode> assistant(JsonNode message, String param) {
        var blocks = new ArrayList<>(thoughts(message.path("thinking_blocks")));
        blocks.addAll(blocks(message.path("content"), param));
        for (var call : message.path("tool_calls").values()) {
            var block = JsonNodeFactory.instance.objectNode().put("type", "tool_use");
            block.put("id", call.path("id").stringValue(""));
            block.put("name", call.path("function").path("name").stringValue(""));
            block.set("input", input(call.path("function").path("arguments").stringValue("")));
            blocks.add(block);
        }
        return blocks;
    }

    /** Thoughts go back as they came; Anthropic takes none without the signature that it gave. */
    private static List<ObjectNode> thoughts(JsonNode given) {
        List<ObjectNode> thoughts = new ArrayList<>();
        for (var block : given.values()) {
            var signed = !block.path("signature").stringValue("").isEmpty()
                    || "redacted_thinking".equals(block.path("type").stringValue(""));
            if (signed && block instanceof ObjectNode thought) {
                thoughts.add(thought);
            }
        }
        return thoughts;
    }

    /** Arguments that are no JSON object, as a model may have written them, are kept as they are. */
    private ObjectNode input(String arguments) {
        if (arguments.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            if (json.readTree(arguments) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.objectNode().put("arguments", arguments);
        }
        return JsonNodeFactory.instance.objectNode().put("arguments", arguments);
    }

    private ObjectNode toolResult(JsonNode message, String param) {
        var block = JsonNodeFactory.instance.objectNode().put("type", "tool_result");
        block.put("tool_use_id", message.path("tool_call_id").stringValue(""));
        if (message.path("is_error").booleanValue(false)) {
            block.put("is_error", true);
        }
        var content = message.path("content");
        if (content.isArray()) {
            var parts = block.putArray("content");
            blocks(content, param).forEach(parts::add);
        } else {
            block.put("content", Content.text(content));
        }
        return block;
    }

    private List<ObjectNode> blocks(JsonNode content, String param) {
        if (content.isString()) {
            return content.stringValue().isBlank() ? List.of() : List.of(text(content.stringValue(), null));
        }
        List<ObjectNode> blocks = new ArrayList<>();
        for (var part : content.values()) {
            var block = block(part, param);
            if (block != null) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private static @Nullable ObjectNode block(JsonNode part, String param) {
        return switch (part.path("type").stringValue("")) {
            case "text", "refusal" -> {
                var text = part.path("text").stringValue(part.path("refusal").stringValue(""));
                yield text.isBlank() ? null : text(text, part.path("cache_control"));
            }
            case "image_url" -> cached(image(Content.imageUrl(part), param), part.path("cache_control"));
            case "file" -> cached(document(part.path("file"), param), part.path("cache_control"));
            default ->
                throw LlmException.unsupported(
                        param + ".content", "Anthropic takes texts, images and PDF files in a message's content.");
        };
    }

    private static ObjectNode text(String text, @Nullable JsonNode cacheControl) {
        var block = JsonNodeFactory.instance.objectNode().put("type", "text").put("text", text);
        return cacheControl == null ? block : cached(block, cacheControl);
    }

    private static ObjectNode cached(ObjectNode block, JsonNode cacheControl) {
        if (cacheControl.isObject()) {
            block.set("cache_control", cacheControl);
        }
        return block;
    }

    private static ObjectNode image(String url, String param) {
        var block = JsonNodeFactory.instance.objectNode().put("type", "image");
        var source = block.putObject("source");
        if (Content.inline(url)) {
            fill(source, Content.read(url));
            return block;
        }
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw LlmException.invalid(param + ".content", "An image needs an `image_url.url`: http, https or data.");
        }
        source.put("type", "url").put("url", url);
        return block;
    }

    private static ObjectNode document(JsonNode file, String param) {
        var data = file.path("file_data").stringValue("");
        if (!Content.inline(data)) {
            throw LlmException.unsupported(param + ".content", "A file must carry its data in `file.file_data`.");
        }
        var block = JsonNodeFactory.instance.objectNode().put("type", "document");
        fill(block.putObject("source"), Content.read(data));
        var name = file.path("filename").stringValue("");
        if (!name.isEmpty()) {
            block.put("title", name);
        }
        return block;
    }

    private static void fill(ObjectNode source, Content.Inline inline) {
        source.put("type", "base64").put("media_type", inline.mediaType()).put("data", inline.base64());
    }
}
