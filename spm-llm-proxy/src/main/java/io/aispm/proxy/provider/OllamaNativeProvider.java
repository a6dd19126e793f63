package io.aispm.proxy.provider;

import io.aispm.kit.id.Ids;
import io.aispm.proxy.LlmException;
import java.time.Clock;
import java.util.Map;
import okio.BufferedSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An Ollama server, in its own dialect. */
final class OllamaNativeProvider implements LlmProvider {

    private final JsonMapper json;
    private final Clock clock;
    private final OllamaAnswers answers;

    OllamaNativeProvider(JsonMapper json, Clock clock, Ids ids) {
        this.json = json;
        this.clock = clock;
        this.answers = new OllamaAnswers(json, ids);
    }

    @Override
    public UpstreamRequest chat(ChatRequest request, Destination destination) {
        return new UpstreamRequest(
                destination.route().baseUrl() + "/api/chat",
                headers(destination),
                new OllamaRequests(json).write(request, destination.model()),
                OllamaRequests.ignored(request.body()));
    }

    static Map<String, String> headers(Destination destination) {
        var key = destination.route().apiKey();
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key.value());
    }

    @Override
    public ObjectNode answer(ObjectNode whole, Destination destination) {
        return answers.read(whole, completion(destination));
    }

    @Override
    public Chunks chunks(BufferedSource body, ChatRequest request, Destination destination) {
        return new OllamaStream(new Lines(body), json, answers, completion(destination), request.wantsUsage());
    }

    private Completion completion(Destination destination) {
        return new Completion(
                answers.answerId(), destination.model(), clock.instant().getEpochSecond());
    }

    @Override
    public UpstreamRequest embeddings(ObjectNode body, Destination destination) {
        var changed = JsonNodeFactory.instance.objectNode().put("model", destination.model());
        changed.set("input", body.path("input"));
        if (body.path("dimensions").isNumber()) {
            changed.set("dimensions", body.path("dimensions"));
        }
        return new UpstreamRequest(destination.route().baseUrl() + "/api/embed", headers(destination), changed);
    }

    @Override
    public ObjectNode embedded(ObjectNode whole, Destination destination) {
        if (!whole.path("embeddings").isArray()) {
            throw LlmException.upstream("The model's provider sent an answer that can't be read.");
        }
        var answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = answer.putArray("data");
        for (var embedding : whole.path("embeddings").values()) {
            data.addObject()
                    .put("object", "embedding")
                    .put("index", data.size() - 1)
                    .set("embedding", embedding);
        }
        answer.put("model", destination.model());
        var prompt = whole.path("prompt_eval_count").asLong(0);
        answer.putObject("usage").put("prompt_tokens", prompt).put("total_tokens", prompt);
        return answer;
    }
}
