package io.aispm.sdk.internal;

import io.aispm.sdk.Completion;
import io.aispm.sdk.CompletionPart;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.LlmRequest;
import io.aispm.sdk.Message;
import io.aispm.sdk.Tool;
import io.aispm.sdk.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Questions and answers in OpenAI's shape. */
final class Completions {

    private Completions() {}

    static Map<String, Object> question(LlmRequest request, boolean stream) {
        var question = new LinkedHashMap<String, Object>();
        question.put(
                "messages",
                request.messages().stream().map(Completions::message).toList());
        put(question, "model", request.model());
        put(question, "max_tokens", request.maxTokens());
        put(question, "temperature", request.temperature());
        if (!request.tools().isEmpty()) {
            question.put(
                    "tools", request.tools().stream().map(Completions::tool).toList());
        }
        put(question, "tool_choice", request.toolChoice());
        put(question, "response_format", request.responseFormat());
        if (stream) {
            question.put("stream", true);
        }
        return question;
    }

    private static void put(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value);
        }
    }

    private static Map<String, Object> message(Message message) {
        var document = new LinkedHashMap<String, Object>();
        document.put("role", message.role());
        document.put("content", message.content());
        if (!message.toolCalls().isEmpty()) {
            document.put(
                    "tool_calls",
                    message.toolCalls().stream().map(Completions::call).toList());
        }
        put(document, "tool_call_id", message.toolCallId());
        return document;
    }

    private static Map<String, Object> call(ToolCall call) {
        var function = Map.of("name", call.name(), "arguments", call.arguments());
        return Map.of("id", call.id(), "type", "function", "function", function);
    }

    private static Map<String, Object> tool(Tool tool) {
        return Map.of(
                "type",
                "function",
                "function",
                Map.of("name", tool.name(), "description", tool.description(), "parameters", tool.parameters()));
    }

    /** An answer that came in one piece. */
    static Completion whole(JsonNode document) {
        var choice = document.path("choices").path(0);
        if (choice.isMissingNode()) {
            throw new LlmException(502, "bad_answer", "the gateway answered without a choice");
        }
        var calls = new ArrayList<ToolCall>();
        for (var call : choice.path("message").path("tool_calls")) {
            var function = call.path("function");
            calls.add(new ToolCall(
                    call.path("id").asString(""),
                    function.path("name").asString(""),
                    function.path("arguments").asString("")));
        }
        return new Completion(
                choice.path("message").path("content").asString(""),
                document.path("model").asString(""),
                usage(document),
                calls,
                finishReason(choice, null));
    }

    static LlmException error(int status, JsonNode error) {
        if (!error.isObject()) {
            return new LlmException(status, null, error.asString("no reason given"));
        }
        var code = error.path("code").asString(error.path("type").asString(""));
        return new LlmException(
                status, code.isEmpty() ? null : code, error.path("message").asString("no reason given"));
    }

    private static JsonNode usage(JsonNode document) {
        var usage = document.path("usage");
        return usage.isObject() ? usage : Json.MAPPER.createObjectNode();
    }

    private static @Nullable String finishReason(JsonNode choice, @Nullable String before) {
        var reason = choice.path("finish_reason");
        return reason.isString() ? reason.asString() : before;
    }

    /** What the parts of a streamed answer add up to. */
    static final class Parts {

        private final StringBuilder text = new StringBuilder();
        private final Map<Integer, Call> calls = new TreeMap<>();
        private String model = "";
        private JsonNode usage = Json.MAPPER.createObjectNode();
        private @Nullable String finishReason;

        private static final class Call {
            private String id = "";
            private final StringBuilder name = new StringBuilder();
            private final StringBuilder arguments = new StringBuilder();
        }

        /** What this document adds. */
        List<CompletionPart> add(JsonNode document) {
            var error = document.path("error");
            if (error.isObject() || error.isString()) {
                throw error(error.path("status").asInt(502), error);
            }
            model = document.path("model").asString(model);
            usage = document.path("usage").isObject() ? document.path("usage") : usage;
            var added = new ArrayList<CompletionPart>();
            for (var choice : document.path("choices")) {
                var more = choice.path("delta").path("content").asString("");
                if (!more.isEmpty()) {
                    text.append(more);
                    added.add(new CompletionPart.Text(more));
                }
                choice.path("delta").path("tool_calls").forEach(part -> added.add(call(part)));
                finishReason = Completions.finishReason(choice, finishReason);
            }
            return added;
        }

        private CompletionPart call(JsonNode part) {
            var index = part.path("index").asInt(calls.size());
            var call = calls.computeIfAbsent(index, none -> new Call());
            var id = part.path("id").asString("");
            var arguments = part.path("function").path("arguments").asString("");
            call.id = id.isEmpty() ? call.id : id;
            call.name.append(part.path("function").path("name").asString(""));
            call.arguments.append(arguments);
            return new CompletionPart.Call(index, call.id, call.name.toString(), arguments);
        }

        Completion whole() {
            List<ToolCall> asked = calls.values().stream()
                    .map(call -> new ToolCall(call.id, call.name.toString(), call.arguments.toString()))
                    .toList();
            return new Completion(text.toString(), model, usage, asked, finishReason);
        }
    }
}
