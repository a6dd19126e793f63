package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.ChatRequest;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a request of OpenAI's Responses API as a chat completion.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">Responses</a>
 */
final class ResponsesRequest {

    private static final List<String> STATEFUL = List.of("store", "previous_response_id", "conversation", "background");
    private static final List<String> ELSEWHERE = List.of("prompt", "top_logprobs");

    /** What has no meaning where nothing is stored and all is sent at once. */
    private static final List<String> WITHOUT_EFFECT =
            List.of("include", "truncation", "metadata", "max_tool_calls", "stream_options");

    private ResponsesRequest() {}

    static ChatRequest read(ObjectNode asked) {
        var body = asked.deepCopy();
        Bodies.refuse(body, STATEFUL, "needs stored state, which this gateway doesn't keep: send the whole input.");
        Bodies.refuse(body, ELSEWHERE, "is not served here.");
        WITHOUT_EFFECT.forEach(body::remove);
        conversation(body);
        Bodies.rename(body, "max_output_tokens", body, "max_tokens");
        if (body.remove("reasoning") instanceof ObjectNode reasoning) {
            Bodies.rename(reasoning, "effort", body, "reasoning_effort");
        }
        tools(body);
        choice(body);
        text(body);
        if (body.path("stream").booleanValue(false)) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return ChatRequest.of(body);
    }

    private static void conversation(ObjectNode body) {
        var input = body.remove("input");
        var instructions = body.remove("instructions");
        if (input == null || !(input.isString() || input.isArray())) {
            throw LlmException.invalid("input", "`input` is required: a text or a list of items.");
        }
        var messages = body.putArray("messages");
        if (instructions != null && instructions.isString()) {
            messages.addObject().put("role", "system").set("content", instructions);
        }
        if (input.isString()) {
            messages.addObject().put("role", "user").set("content", input);
            return;
        }
        var read = new ResponsesInput(messages);
        for (var index = 0; index < input.size(); index++) {
            read.add(input.path(index), "input[" + index + "]");
        }
    }

    private static void tools(ObjectNode body) {
        var tools = body.remove("tools");
        if (tools == null || tools.isEmpty()) {
            body.remove(List.of("parallel_tool_calls"));
            return;
        }
        var translated = body.putArray("tools");
        for (var tool : tools.values()) {
            if (!"function".equals(Bodies.text(tool, "type"))) {
                throw LlmException.unsupported(
                        "tools", "Tools of the type `" + Bodies.text(tool, "type") + "` are not served here.");
            }
            translated.add(Bodies.function(tool, "parameters"));
        }
    }

    private static void choice(ObjectNode body) {
        if (!(body.path("tool_choice") instanceof ObjectNode choice)) {
            return;
        }
        if (!"function".equals(Bodies.text(choice, "type"))) {
            throw LlmException.unsupported("tool_choice", "`tool_choice` must be a word or name a function.");
        }
        var named = Bodies.object().put("type", "function");
        named.putObject("function").set("name", choice.path("name"));
        body.set("tool_choice", named);
    }

    private static void text(ObjectNode body) {
        if (!(body.remove("text") instanceof ObjectNode text)) {
            return;
        }
        Bodies.rename(text, "verbosity", body, "verbosity");
        JsonNode format = text.path("format");
        switch (Bodies.text(format, "type")) {
            case "json_schema" ->
                body.set(
                        "response_format",
                        Bodies.schemaFormat(
                                Bodies.text(format, "name"),
                                format.path("schema"),
                                format.path("strict").booleanValue(false)));
            case "json_object" -> body.putObject("response_format").put("type", "json_object");
            default -> {}
        }
    }
}
