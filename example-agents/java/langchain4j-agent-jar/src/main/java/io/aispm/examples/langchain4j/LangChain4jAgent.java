package io.aispm.examples.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.memory.ChatMemory;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.service.AiServices;
import io.aispm.langchain4j.AispmChatModel;
import io.aispm.sdk.Agent;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.ChatMessage;
import io.aispm.sdk.LlmException;
import java.util.Map;
import java.util.Objects;

/** A LangChain4j agent: a model of the platform that calls a tool, in LangChain4j's own loop. */
public final class LangChain4jAgent implements Agent {

    private static final int REMEMBERED = 8;
    private static final int MOST_MESSAGES = 40;
    private static final int MOST_ROUND_TRIPS = 6;

    @Override
    public void run(Aispm aispm) {
        aispm.chat().onMessage(message -> aispm.chat().reply(message, answer(aispm, message)));
        aispm.ready();
    }

    private static String answer(Aispm aispm, ChatMessage message) {
        try {
            return AiServices.builder(Assistant.class)
                    .chatModel(new AispmChatModel(aispm))
                    .tools(new WebSearch(aispm))
                    .maxToolCallingRoundTrips(MOST_ROUND_TRIPS)
                    .chatMemory(earlier(aispm, message))
                    .build()
                    .answer(message.text());
        } catch (LlmException refused) {
            aispm.log(
                    "the model could not answer",
                    Map.of("status", refused.status(), "code", Objects.requireNonNullElse(refused.code(), "none")));
            return "I can't answer right now, the model is not available: " + refused.reason();
        }
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
