package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.dialect.Dialect.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a streamed chat completion as the events of a response. An item of text or thought is done where another
 * begins; tool calls are done with the answer, because parts of parallel calls may come in any order.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses-streaming">Streaming events</a>
 */
final class ResponsesEvents {

    /** A response repeats all of its text at its end; one of more than this, in characters, is broken off. */
    private static final int LONGEST = 8 << 20;

    private final ResponseItems items;
    private final Map<Integer, StreamedItem> calls = new TreeMap<>();
    private final List<StreamedItem> all = new ArrayList<>();
    private @Nullable StreamedItem speaking;
    private @Nullable ObjectNode first;
    private String finishReason = "stop";
    private JsonNode usage = Bodies.object().nullNode();
    private int number;
    private int held;

    ResponsesEvents(ResponseItems items) {
        this.items = items;
    }

    List<Event> take(ObjectNode chunk) {
        List<Event> events = new ArrayList<>();
        if (first == null) {
            first = chunk;
            events.add(whole("response.created", items.response(chunk, "", usage)));
            events.add(whole("response.in_progress", items.response(chunk, "", usage)));
        }
        var choice = chunk.path("choices").path(0);
        var delta = choice.path("delta");
        speak("reasoning_text", Bodies.text(delta, "reasoning_content"), events);
        speak("output_text", Bodies.text(delta, "content"), events);
        speak("refusal", Bodies.text(delta, "refusal"), events);
        delta.path("tool_calls").values().forEach(call -> call(call, events));
        finishReason = choice.path("finish_reason").stringValue(finishReason);
        if (chunk.path("usage").isObject()) {
            usage = chunk.path("usage");
        }
        return events;
    }

    List<Event> finish() {
        List<Event> events = new ArrayList<>();
        silence(events);
        calls.values().forEach(call -> done(call, events));
        var response = items.response(head(), finishReason, usage);
        all.forEach(item -> response.withArray("output").add(item.json()));
        events.add(whole("response." + response.path("status").stringValue("completed"), response));
        return events;
    }

    Event broken(LlmException failure) {
        var response = items.response(head(), "stop", usage).put("status", "failed");
        response.putObject("error").put("code", failure.code()).put("message", failure.getMessage());
        return whole("response.failed", response);
    }

    private JsonNode head() {
        return first == null ? Bodies.object() : first;
    }

    private void speak(String kind, String text, List<Event> events) {
        if (text.isEmpty()) {
            return;
        }
        if (speaking == null || !speaking.kind().equals(kind)) {
            silence(events);
            var json = "reasoning_text".equals(kind) ? items.reasoning("") : items.message(kind, "", "in_progress");
            speaking = added(kind, json, events);
            var part = event("response.content_part.added", speaking).put("content_index", 0);
            part.set("part", ResponseItems.part(kind, ""));
            events.add(named(part));
        }
        hold(speaking, text);
        events.add(named(event("response." + kind + ".delta", speaking)
                .put("content_index", 0)
                .put("delta", text)));
    }

    private void hold(StreamedItem item, String text) {
        held += text.length();
        if (held > LONGEST) {
            throw LlmException.upstream("The model's provider sent an answer that is too large.");
        }
        item.text().append(text);
    }

    private void silence(List<Event> events) {
        if (speaking != null) {
            done(speaking, events);
            speaking = null;
        }
    }

    private void call(JsonNode call, List<Event> events) {
        var function = call.path("function");
        var index = call.path("index").asInt(0);
        var item = calls.get(index);
        if (item == null) {
            silence(events);
            var json = items.call(Bodies.text(call, "id"), Bodies.text(function, "name"), "");
            item = added("function_call_arguments", json.put("status", "in_progress"), events);
            calls.put(index, item);
        }
        var arguments = Bodies.text(function, "arguments");
        if (!arguments.isEmpty()) {
            hold(item, arguments);
            events.add(
                    named(event("response.function_call_arguments.delta", item).put("delta", arguments)));
        }
    }

    private StreamedItem added(String kind, ObjectNode json, List<Event> events) {
        var item = new StreamedItem(all.size(), kind, json, new StringBuilder());
        all.add(item);
        var added = Bodies.object().put("type", "response.output_item.added").put("output_index", item.index());
        added.set("item", json.deepCopy());
        events.add(named(added));
        return item;
    }

    private void done(StreamedItem item, List<Event> events) {
        var text = item.text().toString();
        var last = event("response." + item.kind() + ".done", item);
        if (item.isCall()) {
            item.json().put("arguments", text).put("status", "completed");
            last.set("name", item.json().path("name"));
            events.add(named(last.put("arguments", text)));
        } else {
            var part = ResponseItems.part(item.kind(), text);
            last.put("content_index", 0).put("refusal".equals(item.kind()) ? "refusal" : "text", text);
            events.add(named(last));
            var ended = event("response.content_part.done", item).put("content_index", 0);
            ended.set("part", part);
            events.add(named(ended));
            item.json().withArray("content").add(part.deepCopy());
            if (item.json().has("status")) {
                item.json().put("status", "completed");
            }
        }
        var done = Bodies.object().put("type", "response.output_item.done").put("output_index", item.index());
        done.set("item", item.json());
        events.add(named(done));
    }

    private static ObjectNode event(String type, StreamedItem item) {
        var event = Bodies.object().put("type", type);
        event.set("item_id", item.json().path("id"));
        return event.put("output_index", item.index());
    }

    private Event whole(String type, ObjectNode response) {
        var event = Bodies.object().put("type", type);
        event.set("response", response);
        return named(event);
    }

    private Event named(ObjectNode event) {
        return new Event(Bodies.text(event, "type"), event.put("sequence_number", number++));
    }

    /** An item of the output while it is being made. */
    private record StreamedItem(int index, String kind, ObjectNode json, StringBuilder text) {

        boolean isCall() {
            return kind.equals("function_call_arguments");
        }
    }
}
