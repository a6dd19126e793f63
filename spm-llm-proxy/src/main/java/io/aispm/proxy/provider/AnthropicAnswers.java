package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads whole answers of Anthropic's Messages API. */
final class AnthropicAnswers {

    private final JsonMapper json;

    AnthropicAnswers(JsonMapper json) {
        this.json = json;
    }

    ObjectNode read(ObjectNode whole, String model, long created) {
        if (!whole.path("content").isArray()) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        }
        var text = new StringBuilder();
        var reasoning = new StringBuilder();
        var calls = JsonNodeFactory.instance.arrayNode();
        var thoughts = JsonNodeFactory.instance.arrayNode();
        for (var block : whole.path("content").values()) {
            switch (block.path("type").stringValue("")) {
                case "text" -> text.append(block.path("text").stringValue(""));
                case "thinking" -> {
                    reasoning.append(block.path("thinking").stringValue(""));
                    thoughts.add(block);
                }
                case "redacted_thinking" -> thoughts.add(block);
                case "tool_use" ->
                    Completion.fill(
                            calls.addObject(),
                            block.path("id").stringValue(""),
                            block.path("name").stringValue(""),
                            json.writeValueAsString(block.path("input")));
                default -> {}
            }
        }
        var message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        message.putNull("refusal");
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!thoughts.isEmpty()) {
            message.set("thinking_blocks", thoughts);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        var id = whole.path("id").stringValue("");
        return new Completion(id, whole.path("model").stringValue(model), created)
                .whole(message, finishReason(whole.path("stop_reason").stringValue("")), usage(whole.path("usage")));
    }

    static Usage usage(JsonNode usage) {
        var read = usage.path("cache_read_input_tokens").asLong(0);
        var written = usage.path("cache_creation_input_tokens").asLong(0);
        return new Usage(
                usage.path("input_tokens").asLong(0) + read + written,
                usage.path("output_tokens").asLong(0),
                read,
                written);
    }

    static String finishReason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }
}
