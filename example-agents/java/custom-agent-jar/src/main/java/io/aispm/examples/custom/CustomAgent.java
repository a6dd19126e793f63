package io.aispm.examples.custom;

import io.aispm.sdk.Agent;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.AispmException;
import io.aispm.sdk.ChatMessage;
import io.aispm.sdk.Completion;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.LlmRequest;
import io.aispm.sdk.Message;
import io.aispm.sdk.ReplyStream;
import io.aispm.sdk.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A chatting agent that remembers the conversation, looks things up on the web, and answers while it writes. */
public final class CustomAgent implements Agent {

    static final int STEPS = 4;

    private static final String PROMPT = """
            You are a helpful assistant. Answer briefly and truthfully. \
            When a question is about news, people, prices, places or anything that may have changed, call web_fetch before \
            you answer, answer only from what it returned, and name the source. If it can't be used, say so and don't guess.""";

    private static final Tool WEB_FETCH = new Tool(
            "web_fetch",
            "Searches the web and returns the text of the best pages.",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("query", Map.of("type", "string", "description", "what to search for")),
                    "required",
                    List.of("query")));

    private static final int REMEMBERED = 8;
    private static final int LONGEST_ANSWER_TOKENS = 700;

    @Override
    public void run(Aispm aispm) {
        aispm.chat().onMessage(message -> answer(aispm, message));
        aispm.ready();
    }

    private static void answer(Aispm aispm, ChatMessage message) {
        try (var out = aispm.chat().stream(message)) {
            try {
                writeReply(aispm, message, out);
            } catch (LlmException refused) {
                aispm.log(
                        "the model could not answer",
                        Map.of("status", refused.status(), "code", Objects.requireNonNullElse(refused.code(), "none")));
                out.write("I can't answer right now, the model is not available: " + refused.reason());
            } catch (RuntimeException failed) {
                aispm.log("the turn failed", Map.of("error", failed.toString()));
                out.fail();
            }
        }
    }

    private static void writeReply(Aispm aispm, ChatMessage message, ReplyStream out) {
        var web = new WebSearch(aispm);
        var messages = new ArrayList<>(List.of(Message.system(PROMPT)));
        messages.addAll(earlier(aispm, message));
        messages.add(Message.user(message.text()));
        for (var step = 1; step <= STEPS; step++) {
            // The last step has no tools, so that there is an answer in the end.
            var tools = step < STEPS ? List.of(WEB_FETCH) : List.<Tool>of();
            var said = write(aispm, LlmRequest.of(messages).withTools(tools), out);
            if (said.toolCalls().isEmpty()) {
                return;
            }
            messages.add(Message.assistant(said));
            said.toolCalls().forEach(call -> messages.add(Message.tool(call, web.answer(call))));
        }
    }

    private static Completion write(Aispm aispm, LlmRequest request, ReplyStream out) {
        try (var answer = aispm.llm().stream(request.withMaxTokens(LONGEST_ANSWER_TOKENS))) {
            answer.forEach(out::write);
            return answer.completion();
        }
    }

    private static List<Message> earlier(Aispm aispm, ChatMessage message) {
        try {
            return aispm.chat().history(message.sessionId(), REMEMBERED).stream()
                    .map(Message::of)
                    .toList();
        } catch (AispmException unread) {
            aispm.log("the history could not be read", Map.of("error", unread.toString()));
            return List.of();
        }
    }
}
