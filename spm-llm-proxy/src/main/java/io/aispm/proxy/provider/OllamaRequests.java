package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes chat completions as Ollama's own {@code /api/chat} takes them. */
final class OllamaRequests {

    /** What stands under the same name in Ollama's {@code options}. */
    private static final List<String> OPTIONS =
            List.of("temperature", "top_p", "top_k", "min_p", "seed", "presence_penalty", "frequency_penalty");

    private static final List<String> OWN = List.of("keep_alive", "think");

    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "tools",
            "tool_choice",
            "response_format",
            "n",
            "logprobs",
            "audio",
            "options",
            "reasoning_effort",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "keep_alive",
            "think");

    private final JsonMapper json;

    OllamaRequests(JsonMapper json) {
        this.json = json;
    }

    ObjectNode write(ChatRequest request, String model) {
        request.refuseUnsupported("Ollama");
        var from = request.body();
        var body = JsonNodeFactory.instance.objectNode().put("model", model);
        body.set("messages", messages(request.messages()));
        body.put("stream", request.stream());
        OWN.stream()
                .filter(name -> ChatRequest.given(from.path(name)))
                .forEach(name -> body.set(name, from.path(name)));
        if ("none".equals(from.path("reasoning_effort").stringValue("")) && !body.has("think")) {
            body.put("think", false);
        }
        tools(from, body);
        format(from.path("response_format"), body);
        var options = options(request);
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        return body;
    }

    /** The fields of a request that Ollama has no word for. */
    static List<String> ignored(ObjectNode from) {
        return from.propertyStream()
                .filter(field -> ChatRequest.given(field.getValue()))
                .map(field -> field.getKey())
                .filter(name -> !TRANSLATED.contains(name))
                .sorted()
                .toList();
    }

    private ArrayNode messages(ArrayNode conversation) {
        var translated = JsonNodeFactory.instance.arrayNode();
        Map<String, String> tools = new HashMap<>();
        for (var index = 0; index < conversation.size(); index++) {
            var message = conversation.path(index);
            var role = message.path("role").stringValue("");
            var target = translated.addObject().put("role", "developer".equals(role) ? "system" : role);
            target.put("content", Content.text(message.path("content")));
            images(message.path("content"), target, "messages[" + index + "].content");
            calls(message.path("tool_calls"), target, tools);
            if ("tool".equals(role)) {
                var id = message.path("tool_call_id").stringValue("");
                target.put(
                        "tool_name", tools.getOrDefault(id, message.path("name").stringValue("")));
                target.put("tool_call_id", id);
            }
        }
        return translated;
    }

    private static void images(JsonNode content, ObjectNode target, String param) {
        for (var part : content.isArray() ? content.values() : List.<JsonNode>of()) {
            switch (part.path("type").stringValue("")) {
                case "text", "refusal" -> {}
                case "image_url" -> {
                    var url = Content.imageUrl(part);
                    if (!Content.inline(url)) {
                        throw LlmException.unsupported(param, "Ollama takes images as `data:` addresses only.");
                    }
                    target.withArray("images").add(Content.read(url).base64());
                }
                default -> throw LlmException.unsupported(param, "Ollama takes texts and images in a content.");
            }
        }
    }

    private void calls(JsonNode calls, ObjectNode target, Map<String, String> tools) {
        for (var call : calls.values()) {
            var name = call.path("function").path("name").stringValue("");
            tools.put(call.path("id").stringValue(""), name);
            var made = target.withArray("tool_calls").addObject();
            if (call.path("id").isString()) {
                made.put("id", call.path("id").stringValue());
            }
            var function = made.putObject("function").put("name", name);
            function.set(
                    "arguments",
                    arguments(call.path("function").path("arguments").stringValue("")));
        }
    }

    private JsonNode arguments(String text) {
        try {
            if (!text.isBlank() && json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.objectNode().put("arguments", text);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    /** Ollama can't be made to call a tool: a choice narrows what it is shown. */
    private static void tools(ObjectNode from, ObjectNode body) {
        var choice = from.path("tool_choice");
        if (from.path("tools").isEmpty() || "none".equals(choice.stringValue(""))) {
            return;
        }
        var named = choice.path("function").path("name").stringValue("");
        var tools = body.putArray("tools");
        for (var tool : from.path("tools").values()) {
            if (named.isEmpty()
                    || named.equals(tool.path("function").path("name").stringValue(""))) {
                tools.add(tool);
            }
        }
    }

    private static void format(JsonNode format, ObjectNode body) {
        switch (format.path("type").stringValue("")) {
            case "json_object" -> body.put("format", "json");
            case "json_schema" -> body.set("format", format.path("json_schema").path("schema"));
            default -> {}
        }
    }

    private static ObjectNode options(ChatRequest request) {
        var from = request.body();
        var options = JsonNodeFactory.instance.objectNode();
        OPTIONS.stream()
                .filter(name -> ChatRequest.given(from.path(name)))
                .forEach(name -> options.set(name, from.path(name)));
        var limit = request.maxTokens();
        if (limit != null) {
            options.set("num_predict", limit);
        }
        var stop = from.path("stop");
        if (stop.isString()) {
            options.putArray("stop").add(stop.stringValue());
        } else if (stop.isArray() && !stop.isEmpty()) {
            options.set("stop", stop);
        }
        if (from.path("options") instanceof ObjectNode own) {
            options.setAll(own);
        }
        return options;
    }
}
