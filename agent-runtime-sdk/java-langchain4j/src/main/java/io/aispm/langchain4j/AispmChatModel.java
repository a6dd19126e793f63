package io.aispm.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.Completion;
import io.aispm.sdk.LlmRequest;
import io.aispm.sdk.Message;
import io.aispm.sdk.Tool;
import io.aispm.sdk.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The platform's model gateway as a {@link ChatModel}. Calls belong to the turn that is handled; refusals are
 * {@link io.aispm.sdk.LlmException}. The operator chooses the model, so a name in a request is not sent.
 */
public final class AispmChatModel implements ChatModel {

    private static final Map<String, ?> NO_PARAMETERS = Map.of("type", "object", "properties", Map.of());

    private final Aispm aispm;

    public AispmChatModel(Aispm aispm) {
        this.aispm = aispm;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        var plain = LlmRequest.of(
                request.messages().stream().map(AispmChatModel::message).toList());
        var tools = Objects.requireNonNullElse(request.toolSpecifications(), List.<ToolSpecification>of());
        var asked = plain.withTools(tools.stream().map(AispmChatModel::tool).toList())
                .withTemperature(orElse(request.temperature(), plain.temperature()))
                .withMaxTokens(orElse(request.maxOutputTokens(), plain.maxTokens()));
        return response(aispm.llm().complete(asked));
    }

    private static <T> @Nullable T orElse(@Nullable T wanted, @Nullable T usual) {
        return wanted == null ? usual : wanted;
    }

    private static Message message(ChatMessage message) {
        return switch (message) {
            case SystemMessage system -> Message.system(system.text());
            case UserMessage user -> Message.user(user.singleText());
            case AiMessage answer -> new Message("assistant", text(answer), calls(answer), null);
            case ToolExecutionResultMessage result -> new Message("tool", result.text(), List.of(), result.id());
            default -> throw new IllegalArgumentException("the platform's models take no " + message.type());
        };
    }

    private static String text(AiMessage answer) {
        return Objects.requireNonNullElse(answer.text(), "");
    }

    private static List<ToolCall> calls(AiMessage answer) {
        return answer.toolExecutionRequests().stream()
                .map(call -> new ToolCall(call.id(), call.name(), call.arguments()))
                .toList();
    }

    private static Tool tool(ToolSpecification specification) {
        var parameters = specification.parameters();
        return new Tool(
                specification.name(),
                Objects.requireNonNullElse(specification.description(), ""),
                parameters == null ? NO_PARAMETERS : JsonSchemaElementUtils.toMap(parameters));
    }

    private static ChatResponse response(Completion completion) {
        var requests = completion.toolCalls().stream()
                .map(call -> ToolExecutionRequest.builder()
                        .id(call.id())
                        .name(call.name())
                        .arguments(call.arguments())
                        .build())
                .toList();
        var answer = AiMessage.builder()
                .text(completion.text())
                .toolExecutionRequests(requests)
                .build();
        var usage = completion.usage();
        return ChatResponse.builder()
                .aiMessage(answer)
                .modelName(completion.model())
                .finishReason(finishReason(completion))
                .tokenUsage(new TokenUsage(
                        usage.path("prompt_tokens").asInt(0),
                        usage.path("completion_tokens").asInt(0)))
                .build();
    }

    private static FinishReason finishReason(Completion completion) {
        return switch (Objects.requireNonNullElse(completion.finishReason(), "")) {
            case "stop" -> FinishReason.STOP;
            case "length" -> FinishReason.LENGTH;
            case "tool_calls" -> FinishReason.TOOL_EXECUTION;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }
}
