package io.aispm.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.aispm.sdk.Completion;
import io.aispm.sdk.LlmRequest;
import io.aispm.sdk.Message;
import io.aispm.sdk.Tool;
import io.aispm.sdk.ToolCall;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** LangChain4j's requests and answers in the SDK's words. */
final class Shapes {

    private static final Map<String, ?> NO_PARAMETERS = Map.of("type", "object", "properties", Map.of());

    private Shapes() {}

    /** What is asked for and can't be said to the gateway is refused rather than left out; only the model's name is. */
    static LlmRequest request(ChatRequest request) {
        refuseWhatCanNotBeSaid(request);
        var plain =
                LlmRequest.of(request.messages().stream().map(Shapes::message).toList());
        var tools = Objects.requireNonNullElse(request.toolSpecifications(), List.<ToolSpecification>of());
        var choice = request.toolChoice();
        return plain.withTools(tools.stream().map(Shapes::tool).toList())
                .withToolChoice(choice == null ? null : choice.name().toLowerCase(Locale.ROOT))
                .withResponseFormat(format(request.responseFormat()))
                .withTemperature(orElse(request.temperature(), plain.temperature()))
                .withMaxTokens(orElse(request.maxOutputTokens(), plain.maxTokens()));
    }

    private static void refuseWhatCanNotBeSaid(ChatRequest request) {
        refuse("topP", request.topP());
        refuse("topK", request.topK());
        refuse("frequencyPenalty", request.frequencyPenalty());
        refuse("presencePenalty", request.presencePenalty());
        var stops = request.stopSequences();
        refuse("stopSequences", stops == null || stops.isEmpty() ? null : stops);
    }

    private static void refuse(String name, @Nullable Object given) {
        if (given != null) {
            throw new UnsupportedFeatureException("'" + name + "' can't be sent to the platform's models by this SDK");
        }
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
            default -> throw new UnsupportedFeatureException("the platform's models take no " + message.type());
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

    private static @Nullable Map<String, ?> format(@Nullable ResponseFormat wanted) {
        if (wanted == null || wanted.type() != ResponseFormatType.JSON) {
            return null;
        }
        var schema = wanted.jsonSchema();
        if (schema == null) {
            return Map.of("type", "json_object");
        }
        var described = Map.of("name", schema.name(), "schema", JsonSchemaElementUtils.toMap(schema.rootElement()));
        return Map.of("type", "json_schema", "json_schema", described);
    }

    /** A tool call as LangChain4j asks for it to be executed. */
    static ToolExecutionRequest execution(ToolCall call) {
        return ToolExecutionRequest.builder()
                .id(call.id())
                .name(call.name())
                .arguments(call.arguments())
                .build();
    }

    static ChatResponse response(Completion completion) {
        var answer = AiMessage.builder()
                .text(completion.text())
                .toolExecutionRequests(
                        completion.toolCalls().stream().map(Shapes::execution).toList())
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
