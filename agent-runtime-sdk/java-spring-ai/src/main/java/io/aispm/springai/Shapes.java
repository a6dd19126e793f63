package io.aispm.springai;

import io.aispm.sdk.Completion;
import io.aispm.sdk.LlmRequest;
import io.aispm.sdk.Message;
import io.aispm.sdk.Tool;
import io.aispm.sdk.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Spring AI's prompts and responses in the SDK's words. */
final class Shapes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> SCHEMA = new TypeReference<>() {};

    private Shapes() {}

    /** What is asked for and can't be said to the gateway is refused rather than left out; only the model's name is. */
    static LlmRequest request(Prompt prompt) {
        var plain = LlmRequest.of(
                prompt.getInstructions().stream().flatMap(Shapes::messages).toList());
        var options = prompt.getOptions();
        if (options == null) {
            return plain;
        }
        refuseWhatCanNotBeSaid(options);
        return plain.withTools(tools(options))
                .withTemperature(orElse(options.getTemperature(), plain.temperature()))
                .withMaxTokens(orElse(options.getMaxTokens(), plain.maxTokens()));
    }

    private static void refuseWhatCanNotBeSaid(ChatOptions options) {
        refuse("topP", options.getTopP());
        refuse("topK", options.getTopK());
        refuse("frequencyPenalty", options.getFrequencyPenalty());
        refuse("presencePenalty", options.getPresencePenalty());
        var stops = options.getStopSequences();
        refuse("stopSequences", stops == null || stops.isEmpty() ? null : stops);
    }

    private static void refuse(String name, @Nullable Object given) {
        if (given != null) {
            throw new UnsupportedOperationException(
                    "'" + name + "' can't be sent to the platform's models by this SDK");
        }
    }

    private static <T> @Nullable T orElse(@Nullable T wanted, @Nullable T usual) {
        return wanted == null ? usual : wanted;
    }

    private static Stream<Message> messages(org.springframework.ai.chat.messages.Message message) {
        return switch (message) {
            case SystemMessage system -> Stream.of(Message.system(text(system.getText())));
            case UserMessage user when user.getMedia().isEmpty() -> Stream.of(Message.user(text(user.getText())));
            case AssistantMessage answer ->
                Stream.of(new Message("assistant", text(answer.getText()), calls(answer), null));
            case ToolResponseMessage results ->
                results.getResponses().stream()
                        .map(result -> new Message("tool", result.responseData(), List.of(), result.id()));
            default ->
                throw new UnsupportedOperationException(
                        "the platform's models take no " + message.getMessageType() + " message like this");
        };
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static List<ToolCall> calls(AssistantMessage answer) {
        return answer.getToolCalls().stream()
                .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
                .toList();
    }

    private static List<Tool> tools(ChatOptions options) {
        var offered = options instanceof ToolCallingChatOptions withTools ? withTools.getToolCallbacks() : null;
        return Objects.requireNonNullElse(offered, List.<ToolCallback>of()).stream()
                .map(ToolCallback::getToolDefinition)
                .map(tool -> new Tool(tool.name(), tool.description(), JSON.readValue(tool.inputSchema(), SCHEMA)))
                .toList();
    }

    /** An answer that came in one piece. */
    static ChatResponse response(Completion completion) {
        return response(completion, completion.text());
    }

    /** A piece of an answer's text. */
    static ChatResponse piece(String more) {
        return new ChatResponse(List.of(new Generation(new AssistantMessage(more))));
    }

    /** All of an answer but its text, which has been given already. */
    static ChatResponse end(Completion completion) {
        return response(completion, "");
    }

    private static ChatResponse response(Completion completion, String text) {
        var calls = completion.toolCalls().stream()
                .map(call -> new AssistantMessage.ToolCall(call.id(), "function", call.name(), call.arguments()))
                .toList();
        var answer = AssistantMessage.builder().content(text).toolCalls(calls).build();
        var reason = ChatGenerationMetadata.builder()
                .finishReason(text(completion.finishReason()).toUpperCase(Locale.ROOT))
                .build();
        var usage = completion.usage();
        var metadata = ChatResponseMetadata.builder()
                .model(completion.model())
                .usage(new DefaultUsage(
                        usage.path("prompt_tokens").asInt(0),
                        usage.path("completion_tokens").asInt(0)))
                .build();
        return new ChatResponse(List.of(new Generation(answer, reason)), metadata);
    }
}
