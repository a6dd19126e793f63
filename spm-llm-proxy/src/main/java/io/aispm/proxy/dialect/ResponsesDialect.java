package io.aispm.proxy.dialect;

import io.aispm.kit.id.Ids;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.ChatRequest;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A call of OpenAI's newer Responses API. */
public final class ResponsesDialect implements Dialect {

    private final ChatRequest request;
    private final ResponseItems items;
    private final ResponsesEvents events;

    /** Reads the call; one that needs stored state, or what can't be served, is refused. */
    public ResponsesDialect(Ids ids, ObjectNode body) {
        this.request = ResponsesRequest.read(body);
        this.items = new ResponseItems(ids, body);
        this.events = new ResponsesEvents(items);
    }

    @Override
    public ChatRequest request() {
        return request;
    }

    @Override
    public ObjectNode answer(ObjectNode completion) {
        var choice = completion.path("choices").path(0);
        var said = choice.path("message");
        var response = items.response(completion, Bodies.text(choice, "finish_reason"), completion.path("usage"));
        var output = response.withArray("output");
        if (!Bodies.text(said, "reasoning_content").isEmpty()) {
            output.add(items.reasoning(Bodies.text(said, "reasoning_content")));
        }
        if (!Bodies.text(said, "content").isEmpty()) {
            output.add(items.message("output_text", Bodies.text(said, "content"), "completed"));
        }
        if (!Bodies.text(said, "refusal").isEmpty()) {
            output.add(items.message("refusal", Bodies.text(said, "refusal"), "completed"));
        }
        for (var call : said.path("tool_calls").values()) {
            var function = call.path("function");
            output.add(items.call(
                    Bodies.text(call, "id"), Bodies.text(function, "name"), Bodies.text(function, "arguments")));
        }
        return response;
    }

    @Override
    public List<Event> take(ObjectNode chunk) {
        return events.take(chunk);
    }

    @Override
    public List<Event> finish() {
        return events.finish();
    }

    @Override
    public Event broken(LlmException failure) {
        return events.broken(failure);
    }
}
