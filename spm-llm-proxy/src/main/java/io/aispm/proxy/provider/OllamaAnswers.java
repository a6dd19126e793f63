package io.aispm.proxy.provider;

import io.aispm.kit.id.Ids;
import io.aispm.proxy.LlmException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads whole answers of Ollama's own dialect, which names neither answers nor tool calls. */
final class OllamaAnswers {

    private final JsonMapper json;
    private final Ids ids;

    OllamaAnswers(JsonMapper json, Ids ids) {
        this.json = json;
        this.ids = ids;
    }

    ObjectNode read(ObjectNode whole, Completion completion) {
        var from = whole.path("message");
        if (!from.isObject()) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        }
        var text = from.path("content").stringValue("");
        var calls = JsonNodeFactory.instance.arrayNode();
        for (var call : from.path("tool_calls").values()) {
            Completion.fill(
                    calls.addObject(),
                    callId(call),
                    call.path("function").path("name").stringValue(""),
                    json.writeValueAsString(call.path("function").path("arguments")));
        }
        var message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text);
        message.putNull("refusal");
        var thinking = from.path("thinking").stringValue("");
        if (!thinking.isEmpty()) {
            message.put("reasoning_content", thinking);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return completion.whole(message, finishReason(whole, !calls.isEmpty()), usage(whole));
    }

    String answerId() {
        return "chatcmpl-" + ids.next();
    }

    String callId(JsonNode call) {
        return call.path("id").stringValue("call_" + ids.next());
    }

    static Usage usage(JsonNode answer) {
        return new Usage(
                answer.path("prompt_eval_count").asLong(0),
                answer.path("eval_count").asLong(0),
                0,
                0);
    }

    static String finishReason(JsonNode answer, boolean calledTools) {
        if (calledTools) {
            return "tool_calls";
        }
        return "length".equals(answer.path("done_reason").stringValue("")) ? "length" : "stop";
    }
}
