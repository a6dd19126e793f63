package io.aispm.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.aispm.sdk.Aispm;

/**
 * The platform's model gateway as a {@link ChatModel}. Calls belong to the turn that is handled; refusals are
 * {@link io.aispm.sdk.LlmException}. The operator chooses the model, so a name in a request is not sent.
 */
public final class AispmChatModel implements ChatModel {

    private final Aispm aispm;

    public AispmChatModel(Aispm aispm) {
        this.aispm = aispm;
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        return Shapes.response(aispm.llm().complete(Shapes.request(request)));
    }
}
