package io.aispm.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import io.aispm.sdk.Aispm;

/**
 * The platform's model gateway as a {@link StreamingChatModel}: texts and tool calls arrive while the model writes them. A chat returns at
 * once; its handler is called by a thread started for it, which belongs to the turn that asked, as do the calls that the handler makes. The
 * turn lasts as long as its message handler, so wait there for the answer's end. Refusals are {@link io.aispm.sdk.LlmException}, given to
 * {@code onError}. The operator chooses the model, so a name in a request is not sent.
 */
public final class AispmStreamingChatModel implements StreamingChatModel {

    private final Aispm aispm;

    public AispmStreamingChatModel(Aispm aispm) {
        this.aispm = aispm;
    }

    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        var question = Shapes.request(request);
        Thread.ofVirtual()
                .name("aispm-answer")
                .start(() -> new Streaming(handler).follow(() -> aispm.llm().stream(question)));
    }
}
