package io.aispm.proxy.dialect;

import io.aispm.kit.problem.DomainException;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.ChatRequest;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A call as Anthropic's own clients make it. */
public final class MessagesDialect implements Dialect {

    private final JsonMapper json;
    private final ChatRequest request;
    private final MessagesEvents events = new MessagesEvents();

    /** Reads the call; one that can't be served is refused. */
    public MessagesDialect(JsonMapper json, ObjectNode body) {
        this.json = json;
        this.request = new MessagesRequest(json).read(body);
    }

    @Override
    public ChatRequest request() {
        return request;
    }

    @Override
    public ObjectNode answer(ObjectNode completion) {
        var choice = completion.path("choices").path(0);
        var message = head(completion);
        var content = message.withArray("content");
        var said = choice.path("message");
        if (!said.path("thinking_blocks").isEmpty()) {
            said.path("thinking_blocks").values().forEach(content::add);
        } else if (!Bodies.text(said, "reasoning_content").isEmpty()) {
            content.add(thinking(Bodies.text(said, "reasoning_content")));
        }
        for (var field : List.of("content", "refusal")) {
            if (!Bodies.text(said, field).isEmpty()) {
                content.add(Bodies.textPart(Bodies.text(said, field)));
            }
        }
        for (var call : said.path("tool_calls").values()) {
            var block = Bodies.object().put("type", "tool_use");
            block.set("id", call.path("id"));
            block.set("name", call.path("function").path("name"));
            block.set("input", input(Bodies.text(call.path("function"), "arguments")));
            content.add(block);
        }
        message.put("stop_reason", stopReason(Bodies.text(choice, "finish_reason")));
        message.set("usage", usage(completion.path("usage")));
        return message;
    }

    static ObjectNode head(ObjectNode completion) {
        var id = Bodies.text(completion, "id");
        var message = Bodies.object().put("id", id.startsWith("msg_") ? id : "msg_" + id);
        message.put("type", "message").put("role", "assistant");
        message.set("model", completion.path("model"));
        message.putArray("content");
        return message.putNull("stop_reason").putNull("stop_sequence");
    }

    static ObjectNode thinking(String text) {
        return Bodies.object().put("type", "thinking").put("thinking", text).put("signature", "");
    }

    static String stopReason(String finishReason) {
        return switch (finishReason) {
            case "length" -> "max_tokens";
            case "tool_calls", "function_call" -> "tool_use";
            case "content_filter" -> "refusal";
            default -> "end_turn";
        };
    }

    /** What went in is told apart by what the cache had of it. */
    static ObjectNode usage(JsonNode usage) {
        var read = usage.path("prompt_tokens_details").path("cached_tokens").asLong(0);
        var written = usage.path("cache_creation_input_tokens").asLong(0);
        var prompt = usage.path("prompt_tokens").asLong(0);
        return Bodies.object()
                .put("input_tokens", Math.max(0, prompt - read - written))
                .put("cache_creation_input_tokens", written)
                .put("cache_read_input_tokens", read)
                .put("output_tokens", usage.path("completion_tokens").asLong(0));
    }

    private JsonNode input(String arguments) {
        try {
            return arguments.isBlank() ? Bodies.object() : json.readTree(arguments);
        } catch (tools.jackson.core.JacksonException notJson) {
            return Bodies.object().put("arguments", arguments);
        }
    }

    @Override
    public List<Event> take(ObjectNode chunk) {
        return events.take(chunk);
    }

    @Override
    public List<Event> finish() {
        return events.finish();
    }

    @Override
    public Event broken(LlmException failure) {
        return new Event("error", error(failure.kind(), String.valueOf(failure.getMessage()), failure.code()));
    }

    /** An error in the shape that Anthropic's clients read, with our code beside it. */
    public static ObjectNode error(DomainException.Kind kind, String message, String code) {
        var type = switch (kind) {
            case UNAUTHENTICATED -> "authentication_error";
            case FORBIDDEN -> "permission_error";
            case NOT_FOUND -> "not_found_error";
            case TOO_LARGE -> "request_too_large";
            case RATE_LIMITED -> "rate_limit_error";
            case UNAVAILABLE -> "overloaded_error";
            case TIMEOUT -> "timeout_error";
            case BAD_GATEWAY -> "api_error";
            case BAD_REQUEST, CONFLICT, INVALID -> "invalid_request_error";
        };
        var error = Bodies.object().put("type", "error");
        error.putObject("error").put("type", type).put("message", message).put("code", code);
        return error;
    }
}
