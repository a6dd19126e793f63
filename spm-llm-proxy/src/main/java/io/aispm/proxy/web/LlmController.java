package io.aispm.proxy.web;

import io.aispm.proxy.call.ChatCalls;
import io.aispm.proxy.call.EmbeddingCalls;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.screen.EmbeddingsInput;
import io.aispm.proxy.usage.CallRecords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The calls that agents make of models. */
@RestController
class LlmController {

    private final Agents agents;
    private final RequestBodies bodies;
    private final CallRecords records;
    private final ChatCalls chats;
    private final EmbeddingCalls embeddings;
    private final Presence presence;
    private final JsonMapper json;

    LlmController(
            Agents agents,
            RequestBodies bodies,
            CallRecords records,
            ChatCalls chats,
            EmbeddingCalls embeddings,
            Presence presence,
            JsonMapper json) {
        this.agents = agents;
        this.bodies = bodies;
        this.records = records;
        this.chats = chats;
        this.embeddings = embeddings;
        this.presence = presence;
        this.json = json;
    }

    @PostMapping("/v1/chat/completions")
    void complete(HttpServletRequest request, HttpServletResponse response) {
        var call = agents.calling(request);
        records.during(
                call,
                record -> chats.serve(
                        call,
                        ChatRequest.of(bodies.object(request)),
                        record,
                        new HttpCaller(request, response, presence, json)));
    }

    @PostMapping("/v1/embeddings")
    void embed(HttpServletRequest request, HttpServletResponse response) {
        var call = agents.calling(request);
        records.during(
                call,
                record -> embeddings.serve(
                        call,
                        EmbeddingsInput.of(bodies.object(request)),
                        record,
                        new HttpCaller(request, response, presence, json)));
    }
}
