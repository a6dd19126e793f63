package io.aispm.sdk.testing;

import io.aispm.sdk.internal.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A model that gives one scripted answer to each request, in order, in the dialect of the platform's gateway. */
public final class ScriptedModel {

    private static final String MODEL = "scripted";
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Scripted> script = new ConcurrentLinkedQueue<>();

    private record Scripted(String text, @Nullable String tool, Map<String, ?> arguments, int status, String code) {

        String finishReason() {
            return tool == null ? "stop" : "tool_calls";
        }
    }

    ScriptedModel() {}

    /** The next answers are these texts, one each. */
    public ScriptedModel says(String... texts) {
        for (var text : texts) {
            script.add(new Scripted(text, null, Map.of(), 200, ""));
        }
        return this;
    }

    /** The next answer asks for a tool. */
    public ScriptedModel calls(String tool, Map<String, ?> arguments) {
        script.add(new Scripted("", tool, arguments, 200, ""));
        return this;
    }

    /** The next request is refused, as the gateway refuses. */
    public ScriptedModel fails(int status, String code, String message) {
        script.add(new Scripted(message, null, Map.of(), status, code));
        return this;
    }

    /** The requests so far. */
    public List<JsonNode> asked() {
        return List.copyOf(asked);
    }

    /** How many answers nobody has asked for yet. */
    public int left() {
        return script.size();
    }

    /** The gateway's answer to a chat completion. */
    Answer answer(String body) {
        var question = Json.MAPPER.readTree(body);
        asked.add(question);
        var scripted = script.poll();
        if (scripted == null) {
            return refusal(500, "script_over", "The script of the model's answers is over.");
        }
        if (scripted.status() != 200) {
            return refusal(scripted.status(), scripted.code(), scripted.text());
        }
        return question.path("stream").asBoolean(false) ? streamed(scripted, body) : whole(scripted, body);
    }

    private static Answer refusal(int status, String code, String message) {
        return Answer.json(status, Map.of("error", Map.of("message", message, "type", "error", "code", code)));
    }

    private Answer whole(Scripted scripted, String body) {
        var message = new LinkedHashMap<String, Object>(Map.of("role", "assistant", "content", scripted.text()));
        if (scripted.tool() != null) {
            message.put("tool_calls", List.of(call(scripted)));
        }
        var choice = Map.of("index", 0, "message", message, "finish_reason", scripted.finishReason());
        var document = head("chat.completion");
        document.put("choices", List.of(choice));
        document.put("usage", usage(scripted, body));
        return Answer.json(200, document);
    }

    private Answer streamed(Scripted scripted, String body) {
        var events = new StringBuilder();
        for (var part : parts(scripted.text())) {
            event(events, "choices", List.of(Map.of("index", 0, "delta", Map.of("content", part))));
        }
        if (scripted.tool() != null) {
            callInPieces(events, scripted);
        }
        var last = Map.of("index", 0, "delta", Map.of(), "finish_reason", scripted.finishReason());
        event(events, "choices", List.of(last));
        event(events, "usage", usage(scripted, body));
        return Answer.events(events.append("data: [DONE]\n\n").toString());
    }

    /** The call's name first and then its arguments, a few characters at a time. */
    private void callInPieces(StringBuilder events, Scripted scripted) {
        var call = new LinkedHashMap<>(call(scripted));
        var arguments = Json.MAPPER.writeValueAsString(scripted.arguments());
        call.put("index", 0);
        call.put("function", Map.of("name", String.valueOf(scripted.tool()), "arguments", ""));
        toolCall(events, call);
        for (var from = 0; from < arguments.length(); from += CHARACTERS_PER_TOKEN) {
            var piece = arguments.substring(from, Math.min(arguments.length(), from + CHARACTERS_PER_TOKEN));
            toolCall(events, Map.of("index", 0, "function", Map.of("arguments", piece)));
        }
    }

    private static void toolCall(StringBuilder events, Map<String, ?> call) {
        event(events, "choices", List.of(Map.of("index", 0, "delta", Map.of("tool_calls", List.of(call)))));
    }

    private static void event(StringBuilder events, String name, Object value) {
        var document = head("chat.completion.chunk");
        document.put(name, value);
        events.append("data: ").append(Json.MAPPER.writeValueAsString(document)).append("\n\n");
    }

    private static Map<String, Object> head(String kind) {
        return new LinkedHashMap<>(Map.of("id", "chatcmpl-1", "object", kind, "created", 0, "model", MODEL));
    }

    private Map<String, Object> call(Scripted scripted) {
        var function = Map.of(
                "name",
                String.valueOf(scripted.tool()),
                "arguments",
                Json.MAPPER.writeValueAsString(scripted.arguments()));
        return Map.of("id", "call_" + asked.size(), "type", "function", "function", function);
    }

    private static Map<String, Integer> usage(Scripted scripted, String body) {
        var prompt = body.length() / CHARACTERS_PER_TOKEN;
        var completion = scripted.text().length() / CHARACTERS_PER_TOKEN + 1;
        return Map.of("prompt_tokens", prompt, "completion_tokens", completion, "total_tokens", prompt + completion);
    }

    /** Word by word, as models write. */
    private static List<String> parts(String text) {
        var parts = new ArrayList<String>();
        for (var from = 0; from < text.length(); ) {
            var space = text.indexOf(' ', from);
            var end = space < 0 ? text.length() : space + 1;
            parts.add(text.substring(from, end));
            from = end;
        }
        return parts;
    }
}
