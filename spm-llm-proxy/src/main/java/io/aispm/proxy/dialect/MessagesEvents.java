package io.aispm.proxy.dialect;

import io.aispm.proxy.dialect.Dialect.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed chat completion as Anthropic's events. A block of text or thought ends where another begins; those
 * of tool calls end with the answer, because parts of parallel calls may come in any order.
 *
 * @see <a href="https://docs.anthropic.com/en/api/messages-streaming">Streaming messages</a>
 */
final class MessagesEvents {

    private final Map<Integer, Integer> toolBlocks = new HashMap<>();
    private final List<Integer> open = new ArrayList<>();
    private int blocks;
    private @Nullable String speaking;
    private boolean begun;
    private boolean signed;
    private String stopReason = "end_turn";
    private JsonNode usage = Bodies.object();

    List<Event> take(ObjectNode chunk) {
        List<Event> events = new ArrayList<>();
        if (!begun) {
            begun = true;
            events.add(start(chunk));
        }
        var choice = chunk.path("choices").path(0);
        delta(choice.path("delta"), events);
        if (choice.path("finish_reason").isString()) {
            stopReason = MessagesDialect.stopReason(Bodies.text(choice, "finish_reason"));
        }
        if (chunk.path("usage").isObject()) {
            usage = chunk.path("usage");
        }
        return events;
    }

    List<Event> finish() {
        List<Event> events = new ArrayList<>();
        silence(events);
        open.forEach(block -> events.add(stop(block)));
        var last = Bodies.object().put("type", "message_delta");
        last.putObject("delta").put("stop_reason", stopReason).putNull("stop_sequence");
        last.set("usage", MessagesDialect.usage(usage));
        events.add(event(last));
        events.add(event(Bodies.object().put("type", "message_stop")));
        return events;
    }

    private static Event start(ObjectNode chunk) {
        var start = Bodies.object().put("type", "message_start");
        var message = MessagesDialect.head(chunk);
        message.set("usage", MessagesDialect.usage(chunk.path("usage")));
        start.set("message", message);
        return event(start);
    }

    private void delta(JsonNode delta, List<Event> events) {
        speak("thinking", "thinking", Bodies.text(delta, "reasoning_content"), events);
        for (var block : delta.path("thinking_blocks").values()) {
            sign(block, events);
        }
        speak("text", "text", Bodies.text(delta, "content"), events);
        speak("text", "text", Bodies.text(delta, "refusal"), events);
        for (var call : delta.path("tool_calls").values()) {
            call(call, events);
        }
    }

    private void speak(String kind, String field, String text, List<Event> events) {
        if (text.isEmpty()) {
            return;
        }
        if (!kind.equals(speaking)) {
            silence(events);
            speaking = kind;
            signed = false;
            var block = Bodies.object().put("type", kind).put(field, "");
            if ("thinking".equals(kind)) {
                block.put("signature", "");
            }
            events.add(begin(block));
        }
        events.add(part(blocks - 1, Bodies.object().put("type", kind + "_delta").put(field, text)));
    }

    /** A signature ends its thought; without one before it, it is a thought that nobody may read. */
    private void sign(JsonNode block, List<Event> events) {
        if (!"thinking".equals(Bodies.text(block, "type"))) {
            silence(events);
            events.add(begin(block.deepCopy()));
            events.add(stop(blocks - 1));
            return;
        }
        if ("thinking".equals(speaking) && !signed) {
            signed = true;
            var delta = Bodies.object().put("type", "signature_delta");
            delta.set("signature", block.path("signature"));
            events.add(part(blocks - 1, delta));
        }
    }

    private void call(JsonNode call, List<Event> events) {
        var index = call.path("index").asInt(0);
        var function = call.path("function");
        var block = toolBlocks.get(index);
        if (block == null) {
            silence(events);
            var use = Bodies.object().put("type", "tool_use");
            use.put("id", Bodies.text(call, "id")).put("name", Bodies.text(function, "name"));
            use.putObject("input");
            events.add(begin(use));
            block = blocks - 1;
            toolBlocks.put(index, block);
            open.add(block);
        }
        var arguments = Bodies.text(function, "arguments");
        if (!arguments.isEmpty()) {
            events.add(
                    part(block, Bodies.object().put("type", "input_json_delta").put("partial_json", arguments)));
        }
    }

    private void silence(List<Event> events) {
        if (speaking != null) {
            speaking = null;
            events.add(stop(blocks - 1));
        }
    }

    private Event begin(JsonNode block) {
        var begin = Bodies.object().put("type", "content_block_start").put("index", blocks++);
        begin.set("content_block", block);
        return event(begin);
    }

    private static Event part(int block, ObjectNode delta) {
        var part = Bodies.object().put("type", "content_block_delta").put("index", block);
        part.set("delta", delta);
        return event(part);
    }

    private static Event stop(int block) {
        return event(Bodies.object().put("type", "content_block_stop").put("index", block));
    }

    private static Event event(ObjectNode data) {
        return new Event(Bodies.text(data, "type"), data);
    }
}
