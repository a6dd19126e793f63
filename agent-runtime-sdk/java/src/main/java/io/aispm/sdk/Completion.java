package io.aispm.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model's whole answer.
 *
 * @param usage tokens as the gateway counted them, in OpenAI's shape; an empty object when it did not say
 * @param finishReason why it ended: {@code stop}, {@code length}, {@code tool_calls} or {@code content_filter}
 */
public record Completion(
        String text,
        String model,
        JsonNode usage,
        List<ToolCall> toolCalls,
        @Nullable String finishReason) {

    public Completion {
        toolCalls = List.copyOf(toolCalls);
    }
}
