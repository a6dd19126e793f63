package io.aispm.proxy.web;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.call.Caller;
import io.aispm.proxy.provider.Chunk;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent that asked for a chat completion, whose shape is the one that all calls have inside. */
final class ChatCaller implements Caller {

    private final HttpAnswer answer;
    private final JsonMapper json;

    ChatCaller(HttpAnswer answer, JsonMapper json) {
        this.answer = answer;
        this.json = json;
    }

    @Override
    public Watch whenGone(Runnable action) {
        return answer.whenGone(action);
    }

    @Override
    public void ignored(List<String> fields) {
        answer.ignored(fields);
    }

    @Override
    public void answer(ObjectNode completion) {
        answer.whole(completion);
    }

    @Override
    public void event(Chunk chunk) {
        answer.event(null, chunk.raw() == null ? json.writeValueAsString(chunk.json()) : chunk.raw());
    }

    @Override
    public void done() {
        answer.event(null, "[DONE]");
    }

    @Override
    public void broken(LlmException failure) {
        answer.event(null, json.writeValueAsString(OpenAiError.of(failure)));
    }

    @Override
    public boolean begun() {
        return answer.begun();
    }
}
