package io.aispm.examples.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import io.aispm.langchain4j.AispmStreamingChatModel;
import io.aispm.sdk.Agent;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.ChatMessage;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.ReplyStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A LangChain4j agent: a model of the platform that calls a tool, in LangChain4j's own loop, and an answer that is streamed. */
public final class LangChain4jAgent implements Agent {

    private static final int REMEMBERED = 8;
    private static final int MOST_MESSAGES = 40;
    private static final int MOST_ROUND_TRIPS = 6;

    @Override
    public void run(Aispm aispm) {
        aispm.chat().onMessage(message -> {
            try (var out = aispm.chat().stream(message)) {
                answer(aispm, message, out);
            }
        });
        aispm.ready();
    }

    private static void answer(Aispm aispm, ChatMessage message, ReplyStream out) throws Exception {
        var end = new CompletableFuture<ChatResponse>();
        AiServices.builder(Assistant.class)
                .streamingChatModel(new AispmStreamingChatModel(aispm))
                .tools(new WebSearch(aispm))
                .maxToolCallingRoundTrips(MOST_ROUND_TRIPS)
                .chatMemory(earlier(aispm, message))
                .build()
                .answer(message.text())
                .onPartialResponse(out::write)
                .onCompleteResponse(end::complete)
                .onError(end::completeExceptionally)
                .start();
        try {
            // The turn lasts as long as its handler.
            end.get();
        } catch (ExecutionException failed) {
            tell(aispm, failed.getCause(), out);
        }
    }

    private static void tell(Aispm aispm, @Nullable Throwable failure, ReplyStream out) {
        if (failure instanceof LlmException refused) {
            aispm.log(
                    "the model could not answer",
                    Map.of("status", refused.status(), "code", Objects.requireNonNullElse(refused.code(), "none")));
            out.write("I can't answer right now, the model is not available: " + refused.reason());
            return;
        }
        aispm.log("the turn failed", Map.of("error", String.valueOf(failure)));
        out.fail();
    }

    /** The session so far, as the platform let it through. */
    private static ChatMemory earlier(Aispm aispm, ChatMessage message) {
        var memory = MessageWindowChatMemory.withMaxMessages(MOST_MESSAGES);
        for (var entry : aispm.chat().history(message.sessionId(), REMEMBERED)) {
            memory.add(entry.role().equals("agent") ? AiMessage.from(entry.text()) : UserMessage.from(entry.text()));
        }
        return memory;
    }
}
