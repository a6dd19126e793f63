package io.aispm.proxy.web;

import io.aispm.kit.id.Ids;
import io.aispm.proxy.call.ChatCalls;
import io.aispm.proxy.call.EmbeddingCalls;
import io.aispm.proxy.dialect.Dialect;
import io.aispm.proxy.dialect.MessagesDialect;
import io.aispm.proxy.dialect.ResponsesDialect;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.screen.EmbeddingsInput;
import io.aispm.proxy.usage.CallRecords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The calls that agents make of models. */
@RestController
class LlmController {

    /** Where Anthropic's clients call. */
    static final String MESSAGES = "/v1/messages";

    private final Agents agents;
    private final RequestBodies bodies;
    private final CallRecords records;
    private final ChatCalls chats;
    private final EmbeddingCalls embeddings;
    private final Presence presence;
    private final JsonMapper json;
    private final Ids ids;

    LlmController(
            Agents agents,
            RequestBodies bodies,
            CallRecords records,
            ChatCalls chats,
            EmbeddingCalls embeddings,
            Presence presence,
            JsonMapper json,
            Ids ids) {
        this.agents = agents;
        this.bodies = bodies;
        this.records = records;
        this.chats = chats;
        this.embeddings = embeddings;
        this.presence = presence;
        this.json = json;
        this.ids = ids;
    }

    @PostMapping("/v1/chat/completions")
    void complete(HttpServletRequest request, HttpServletResponse response) {
        var call = agents.calling(request);
        var caller = new ChatCaller(answer(request, response), json);
        records.during(call, record -> chats.serve(call, ChatRequest.of(bodies.object(request)), record, caller));
    }

    @PostMapping("/v1/responses")
    void respond(HttpServletRequest request, HttpServletResponse response) {
        translated(request, response, body -> new ResponsesDialect(ids, body));
    }

    @PostMapping(MESSAGES)
    void message(HttpServletRequest request, HttpServletResponse response) {
        translated(request, response, body -> new MessagesDialect(json, body));
    }

    private void translated(
            HttpServletRequest request, HttpServletResponse response, Function<ObjectNode, Dialect> shape) {
        var call = agents.calling(request);
        records.during(call, record -> {
            var dialect = shape.apply(bodies.object(request));
            chats.serve(call, dialect.request(), record, new DialectCaller(answer(request, response), dialect));
        });
    }

    @PostMapping("/v1/embeddings")
    void embed(HttpServletRequest request, HttpServletResponse response) {
        var call = agents.calling(request);
        var caller = new ChatCaller(answer(request, response), json);
        records.during(
                call, record -> embeddings.serve(call, EmbeddingsInput.of(bodies.object(request)), record, caller));
    }

    private HttpAnswer answer(HttpServletRequest request, HttpServletResponse response) {
        return new HttpAnswer(request, response, presence, json);
    }
}
