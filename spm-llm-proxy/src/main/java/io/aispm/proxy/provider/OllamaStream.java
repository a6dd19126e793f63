package io.aispm.proxy.provider;

import io.aispm.proxy.LlmException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the lines of a streamed answer of Ollama's own dialect. */
final class OllamaStream implements Chunks {

    private final Lines lines;
    private final JsonMapper json;
    private final OllamaAnswers answers;
    private final Completion completion;
    private final boolean wantsUsage;
    private final Queue<Chunk> ready = new ArrayDeque<>();
    private int toolCalls;
    private boolean begun;
    private boolean ended;

    OllamaStream(Lines lines, JsonMapper json, OllamaAnswers answers, Completion completion, boolean wantsUsage) {
        this.lines = lines;
        this.json = json;
        this.answers = answers;
        this.completion = completion;
        this.wantsUsage = wantsUsage;
    }

    @Override
    public @Nullable Chunk next() throws IOException {
        while (ready.isEmpty() && !ended) {
            var line = lines.next();
            if (line == null) {
                throw LlmException.upstream("The model's provider broke off its answer.");
            }
            if (!line.isBlank()) {
                take(read(line));
            }
        }
        return ready.poll();
    }

    private JsonNode read(String line) {
        try {
            return json.readTree(line);
        } catch (JacksonException malformed) {
            throw LlmException.upstream("The model's provider sent an event that can't be read.", malformed);
        }
    }

    private void take(JsonNode event) {
        if (event.has("error")) {
            throw LlmException.upstream("The model's provider failed while it answered.");
        }
        if (!begun) {
            begun = true;
            ready.add(completion.begin());
        }
        var message = event.path("message");
        var thinking = message.path("thinking").stringValue("");
        if (!thinking.isEmpty()) {
            ready.add(completion.reasoning(thinking));
        }
        var text = message.path("content").stringValue("");
        if (!text.isEmpty()) {
            ready.add(completion.text(text));
        }
        for (var call : message.path("tool_calls").values()) {
            ready.add(completion.toolCall(
                    toolCalls,
                    answers.callId(call),
                    call.path("function").path("name").stringValue(""),
                    json.writeValueAsString(call.path("function").path("arguments"))));
            toolCalls++;
        }
        if (event.path("done").booleanValue(false)) {
            ended = true;
            ready.add(completion.finish(OllamaAnswers.finishReason(event, toolCalls > 0)));
            ready.add(completion.usage(OllamaAnswers.usage(event), wantsUsage));
        }
    }
}
