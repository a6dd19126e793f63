package io.aispm.proxy.dialect;

import io.aispm.kit.id.Ids;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the objects of the Responses API: the response itself, and the items of its output. */
final class ResponseItems {

    /** What a response repeats of its request, and what stands there where the request said nothing. */
    private static final SortedMap<String, JsonNode> REPEATED = new TreeMap<>(Map.of(
            "instructions", Bodies.object().nullNode(),
            "max_output_tokens", Bodies.object().nullNode(),
            "metadata", Bodies.object(),
            "parallel_tool_calls", Bodies.object().booleanNode(true),
            "temperature", Bodies.object().nullNode(),
            "tool_choice", Bodies.object().stringNode("auto"),
            "tools", Bodies.object().arrayNode(),
            "top_p", Bodies.object().nullNode(),
            "truncation", Bodies.object().stringNode("disabled"),
            "user", Bodies.object().nullNode()));

    private final Ids ids;
    private final ObjectNode asked;
    private final String id;

    ResponseItems(Ids ids, ObjectNode asked) {
        this.ids = ids;
        this.asked = asked;
        this.id = "resp_" + ids.next();
    }

    /** The response without its output. */
    ObjectNode response(JsonNode completion, String finishReason, JsonNode usage) {
        var response = Bodies.object().put("id", id).put("object", "response");
        response.put("created_at", completion.path("created").asLong(0));
        var cut = switch (finishReason) {
            case "length" -> "max_output_tokens";
            case "content_filter" -> "content_filter";
            default -> "";
        };
        response.put("status", finishReason.isEmpty() ? "in_progress" : cut.isEmpty() ? "completed" : "incomplete");
        response.putNull("error");
        if (cut.isEmpty()) {
            response.putNull("incomplete_details");
        } else {
            response.putObject("incomplete_details").put("reason", cut);
        }
        response.set("model", completion.path("model"));
        response.putArray("output");
        response.putNull("previous_response_id");
        response.put("store", false);
        REPEATED.forEach((name, otherwise) ->
                response.set(name, Bodies.given(asked.path(name)) ? asked.path(name) : otherwise.deepCopy()));
        response.set("reasoning", asked.path("reasoning").isObject() ? asked.path("reasoning") : noReasoning());
        response.set("text", asked.path("text").isObject() ? asked.path("text") : plainText());
        if (usage.isObject()) {
            response.set("usage", usage(usage));
        } else {
            response.putNull("usage");
        }
        return response;
    }

    private static ObjectNode noReasoning() {
        return Bodies.object().putNull("effort").putNull("summary");
    }

    private static ObjectNode plainText() {
        var text = Bodies.object();
        text.putObject("format").put("type", "text");
        return text;
    }

    private static ObjectNode usage(JsonNode usage) {
        var prompt = usage.path("prompt_tokens").asLong(0);
        var completion = usage.path("completion_tokens").asLong(0);
        var made = Bodies.object().put("input_tokens", prompt);
        made.putObject("input_tokens_details")
                .put(
                        "cached_tokens",
                        usage.path("prompt_tokens_details")
                                .path("cached_tokens")
                                .asLong(0));
        made.put("output_tokens", completion);
        made.putObject("output_tokens_details")
                .put(
                        "reasoning_tokens",
                        usage.path("completion_tokens_details")
                                .path("reasoning_tokens")
                                .asLong(0));
        return made.put("total_tokens", prompt + completion);
    }

    ObjectNode reasoning(String text) {
        var item = Bodies.object().put("id", "rs_" + ids.next()).put("type", "reasoning");
        item.putArray("summary");
        var content = item.putArray("content");
        if (!text.isEmpty()) {
            content.addObject().put("type", "reasoning_text").put("text", text);
        }
        return item;
    }

    /** @param kind {@code output_text} or {@code refusal} */
    ObjectNode message(String kind, String text, String status) {
        var item = Bodies.object().put("id", "msg_" + ids.next()).put("type", "message");
        item.put("role", "assistant").put("status", status);
        var content = item.putArray("content");
        if (!text.isEmpty()) {
            content.add(part(kind, text));
        }
        return item;
    }

    static ObjectNode part(String kind, String text) {
        var part = Bodies.object().put("type", kind);
        if ("refusal".equals(kind)) {
            return part.put("refusal", text);
        }
        part.put("text", text);
        if ("output_text".equals(kind)) {
            part.putArray("annotations");
            part.putArray("logprobs");
        }
        return part;
    }

    ObjectNode call(String callId, String name, String arguments) {
        var item = Bodies.object().put("id", "fc_" + ids.next()).put("type", "function_call");
        item.put("status", "completed").put("call_id", callId);
        return item.put("name", name).put("arguments", arguments);
    }
}
