package io.aispm.sdk;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked. Null leaves a choice to the gateway.
 *
 * @param model leave it null: which model answers is the operator's choice
 * @param maxTokens how long the answer may become
 * @param toolChoice {@code auto}, {@code none}, {@code required}, or OpenAI's object that names a function
 * @param responseFormat OpenAI's object, such as {@code {"type": "json_object"}}
 */
public record LlmRequest(
        List<Message> messages,
        @Nullable String model,
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        List<Tool> tools,
        @Nullable Object toolChoice,
        @Nullable Map<String, ?> responseFormat) {

    private static final int MAX_TOKENS = 2048;
    private static final double TEMPERATURE = 0.7;

    public LlmRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        responseFormat = responseFormat == null ? null : Map.copyOf(responseFormat);
    }

    /** Messages, at most 2048 tokens, temperature 0.7, no tools. */
    public static LlmRequest of(List<Message> messages) {
        return new LlmRequest(messages, null, MAX_TOKENS, TEMPERATURE, List.of(), null, null);
    }

    public LlmRequest withModel(@Nullable String name) {
        return new LlmRequest(messages, name, maxTokens, temperature, tools, toolChoice, responseFormat);
    }

    public LlmRequest withMaxTokens(@Nullable Integer most) {
        return new LlmRequest(messages, model, most, temperature, tools, toolChoice, responseFormat);
    }

    public LlmRequest withTemperature(@Nullable Double wanted) {
        return new LlmRequest(messages, model, maxTokens, wanted, tools, toolChoice, responseFormat);
    }

    public LlmRequest withTools(List<Tool> offered) {
        return new LlmRequest(messages, model, maxTokens, temperature, offered, toolChoice, responseFormat);
    }

    public LlmRequest withToolChoice(@Nullable Object choice) {
        return new LlmRequest(messages, model, maxTokens, temperature, tools, choice, responseFormat);
    }

    public LlmRequest withResponseFormat(@Nullable Map<String, ?> format) {
        return new LlmRequest(messages, model, maxTokens, temperature, tools, toolChoice, format);
    }
}
