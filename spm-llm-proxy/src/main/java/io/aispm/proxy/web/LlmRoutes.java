package io.aispm.proxy.web;

import io.aispm.kit.id.Ids;
import io.aispm.proxy.call.ChatCalls;
import io.aispm.proxy.call.EmbeddingCalls;
import io.aispm.proxy.dialect.Dialect;
import io.aispm.proxy.dialect.MessagesDialect;
import io.aispm.proxy.dialect.ResponsesDialect;
import io.aispm.proxy.http.Exchange;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.screen.EmbeddingsInput;
import io.aispm.proxy.usage.CallRecords;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The calls that agents make of models. */
final class LlmRoutes {

    /** Where Anthropic's clients call. */
    static final String MESSAGES = "/v1/messages";

    private final Agents agents;
    private final RequestBodies bodies;
    private final CallRecords records;
    private final ChatCalls chats;
    private final EmbeddingCalls embeddings;
    private final JsonMapper json;
    private final Ids ids;

    LlmRoutes(
            Agents agents,
            RequestBodies bodies,
            CallRecords records,
            ChatCalls chats,
            EmbeddingCalls embeddings,
            JsonMapper json,
            Ids ids) {
        this.agents = agents;
        this.bodies = bodies;
        this.records = records;
        this.chats = chats;
        this.embeddings = embeddings;
        this.json = json;
        this.ids = ids;
    }

    List<Route> all() {
        return List.of(
                Route.post("/v1/chat/completions", this::complete),
                Route.post("/v1/responses", exchange -> translated(exchange, body -> new ResponsesDialect(ids, body))),
                Route.post(MESSAGES, exchange -> translated(exchange, body -> new MessagesDialect(json, body))),
                Route.post("/v1/embeddings", this::embed));
    }

    private void complete(Exchange exchange) {
        var call = agents.calling(exchange);
        var caller = new ChatCaller(new HttpAnswer(exchange, json), json);
        records.during(call, record -> chats.serve(call, ChatRequest.of(bodies.object(exchange)), record, caller));
    }

    private void translated(Exchange exchange, Function<ObjectNode, Dialect> shape) {
        var call = agents.calling(exchange);
        records.during(call, record -> {
            var dialect = shape.apply(bodies.object(exchange));
            chats.serve(call, dialect.request(), record, new DialectCaller(new HttpAnswer(exchange, json), dialect));
        });
    }

    private void embed(Exchange exchange) {
        var call = agents.calling(exchange);
        var caller = new ChatCaller(new HttpAnswer(exchange, json), json);
        records.during(
                call, record -> embeddings.serve(call, EmbeddingsInput.of(bodies.object(exchange)), record, caller));
    }
}
