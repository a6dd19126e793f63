package io.aispm.proxy.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the answers and events of OpenAI's shape for providers that speak another. */
final class Completion {

    private final String id;
    private final String model;
    private final long created;

    Completion(String id, String model, long created) {
        this.id = id;
        this.model = model;
        this.created = created;
    }

    /** A whole answer with one choice. */
    ObjectNode whole(ObjectNode message, String finishReason, Usage usage) {
        var answer = head("chat.completion");
        var choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("message", message);
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason);
        answer.set("usage", usage.toOpenAi());
        return answer;
    }

    Chunk begin() {
        var delta = JsonNodeFactory.instance.objectNode();
        delta.put("role", "assistant").put("content", "");
        return chunk(delta, null);
    }

    Chunk text(String text) {
        return chunk(JsonNodeFactory.instance.objectNode().put("content", text), null);
    }

    Chunk reasoning(String text) {
        return chunk(JsonNodeFactory.instance.objectNode().put("reasoning_content", text), null);
    }

    /** What a thought has to carry when it is sent back, or one that nobody may read. */
    Chunk thought(JsonNode block) {
        var delta = JsonNodeFactory.instance.objectNode();
        delta.putArray("thinking_blocks").add(block);
        return chunk(delta, null);
    }

    /** The begin of a tool call, or all of it. */
    Chunk toolCall(int index, String callId, String name, String arguments) {
        var delta = JsonNodeFactory.instance.objectNode();
        var call = delta.putArray("tool_calls").addObject();
        call.put("index", index);
        fill(call, callId, name, arguments);
        return chunk(delta, null);
    }

    Chunk toolArguments(int index, String part) {
        var delta = JsonNodeFactory.instance.objectNode();
        var call = delta.putArray("tool_calls").addObject();
        call.put("index", index);
        call.putObject("function").put("arguments", part);
        return chunk(delta, null);
    }

    Chunk finish(String reason) {
        return chunk(JsonNodeFactory.instance.objectNode(), reason);
    }

    Chunk usage(Usage usage, boolean forAgent) {
        var json = head("chat.completion.chunk");
        json.putArray("choices");
        json.set("usage", usage.toOpenAi());
        return new Chunk(json, null, forAgent);
    }

    static void fill(ObjectNode call, String callId, String name, String arguments) {
        call.put("id", callId);
        call.put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
    }

    private Chunk chunk(ObjectNode delta, @Nullable String finishReason) {
        var json = head("chat.completion.chunk");
        var choice = json.putArray("choices").addObject();
        choice.put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return Chunk.made(json);
    }

    private ObjectNode head(String object) {
        var node = JsonNodeFactory.instance.objectNode();
        return node.put("id", id).put("object", object).put("created", created).put("model", model);
    }
}
