package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes chat completions as Anthropic's Messages API takes them. */
final class AnthropicRequests {

    private static final int DEFAULT_MAX_TOKENS = 4096;

    /** Fields of Anthropic's own that an agent may send through. */
    private static final List<String> OWN = List.of("top_p", "top_k", "thinking", "service_tier");

    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "stream",
            "stream_options",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "user",
            "n",
            "logprobs",
            "audio",
            "top_p",
            "top_k",
            "thinking",
            "service_tier");

    /** Models from before Anthropic could hold an answer to a schema. */
    private static final Pattern WITHOUT_SCHEMAS =
            Pattern.compile("claude-(2|3|instant).*|claude-(opus|sonnet)-4(-0|-2025.*)?");

    private final JsonMapper json;

    AnthropicRequests(JsonMapper json) {
        this.json = json;
    }

    ObjectNode write(ChatRequest request, String model) {
        request.refuseUnsupported("Anthropic");
        var from = request.body();
        var body = JsonNodeFactory.instance.objectNode().put("model", model);
        var limit = request.maxTokens();
        body.put("max_tokens", limit == null ? DEFAULT_MAX_TOKENS : limit.asInt(DEFAULT_MAX_TOKENS));
        var conversation = AnthropicMessages.of(request.messages(), json);
        var system = conversation.system();
        body.set("messages", conversation.messages());
        if (request.stream()) {
            body.put("stream", true);
        }
        if (from.path("temperature").isNumber()) {
            body.put("temperature", Math.min(1.0, from.path("temperature").asDouble()));
        }
        OWN.stream()
                .filter(name -> ChatRequest.given(from.path(name)))
                .forEach(name -> body.set(name, from.path(name)));
        var user = from.path("user").stringValue("");
        if (!user.isEmpty()) {
            body.putObject("metadata").put("user_id", user);
        }
        stop(from.path("stop"), body);
        tools(from, body);
        format(from.path("response_format"), model, body, system);
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        return body;
    }

    /** The fields of a request that Anthropic has no word for. */
    static List<String> ignored(ObjectNode from) {
        return from.propertyStream()
                .filter(field -> ChatRequest.given(field.getValue()))
                .map(field -> field.getKey())
                .filter(name -> !TRANSLATED.contains(name))
                .sorted()
                .toList();
    }

    private static void stop(JsonNode stop, ObjectNode body) {
        var sequences = (stop.isString() ? Stream.of(stop) : stop.valueStream())
                .map(one -> one.stringValue(""))
                .filter(one -> !one.isBlank())
                .toList();
        if (!sequences.isEmpty()) {
            var target = body.putArray("stop_sequences");
            sequences.forEach(target::add);
        }
    }

    private static void tools(ObjectNode from, ObjectNode body) {
        if (from.path("tools").isEmpty()) {
            return;
        }
        var tools = body.putArray("tools");
        for (var tool : from.path("tools").values()) {
            tools.add(tool(tool));
        }
        var choice = choice(from.path("tool_choice"));
        var parallel = from.path("parallel_tool_calls");
        if (parallel.isBoolean()
                && !parallel.booleanValue()
                && !"none".equals(choice.path("type").stringValue(""))) {
            if (choice.isEmpty()) {
                choice.put("type", "auto");
            }
            choice.put("disable_parallel_tool_use", true);
        }
        if (!choice.isEmpty()) {
            body.set("tool_choice", choice);
        }
    }

    private static ObjectNode tool(JsonNode tool) {
        var function = tool.path("function");
        if (!function.path("name").isString()) {
            throw LlmException.invalid("tools", "Each of `tools` must be a function with a `name`.");
        }
        var translated = JsonNodeFactory.instance.objectNode();
        translated.put("name", function.path("name").stringValue());
        if (function.path("description").isString()) {
            translated.put("description", function.path("description").stringValue());
        }
        if (function.path("parameters").isObject()) {
            translated.set("input_schema", function.path("parameters"));
        } else {
            translated.putObject("input_schema").put("type", "object").putObject("properties");
        }
        if (tool.path("cache_control").isObject()) {
            translated.set("cache_control", tool.path("cache_control"));
        }
        return translated;
    }

    private static ObjectNode choice(JsonNode asked) {
        var choice = JsonNodeFactory.instance.objectNode();
        if (asked.isObject()) {
            var name = asked.path("function").path("name").stringValue("");
            if (name.isEmpty()) {
                throw LlmException.invalid("tool_choice", "`tool_choice` must be a word or name a function.");
            }
            return choice.put("type", "tool").put("name", name);
        }
        return switch (asked.stringValue("")) {
            case "" -> choice;
            case "auto" -> choice.put("type", "auto");
            case "none" -> choice.put("type", "none");
            case "required" -> choice.put("type", "any");
            default -> throw LlmException.invalid("tool_choice", "`tool_choice` must be auto, none or required.");
        };
    }

    /** A strict schema binds models that can be bound; others are told of it in words. */
    private void format(JsonNode format, String model, ObjectNode body, ArrayNode system) {
        switch (format.path("type").stringValue("")) {
            case "json_object" -> say(system, "Answer with one JSON object and nothing else.");
            case "json_schema" -> {
                var schema = format.path("json_schema");
                if (schema.path("strict").booleanValue(false)
                        && !WITHOUT_SCHEMAS.matcher(model).matches()) {
                    var output = body.putObject("output_config").putObject("format");
                    output.put("type", "json_schema");
                    output.set("schema", schema.path("schema"));
                    return;
                }
                say(
                        system,
                        "Answer with one JSON object and nothing else. It must follow this JSON schema:\n"
                                + json.writeValueAsString(schema.path("schema")));
            }
            default -> {}
        }
    }

    private static void say(ArrayNode system, String sentence) {
        system.addObject().put("type", "text").put("text", sentence);
    }
}
