package agent;

import io.aispm.sdk.Agent;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.ChatMessage;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.Message;
import java.util.List;
import java.util.Map;

/** Answers people, with a model of the platform. */
public final class ChatAgent implements Agent {

    private static final String PROMPT = "You are a helpful assistant. Answer briefly and truthfully.";

    @Override
    public void run(Aispm aispm) {
        aispm.chat().onMessage(message -> answer(aispm, message));
        aispm.ready();
    }

    private static void answer(Aispm aispm, ChatMessage message) {
        var messages = List.of(Message.system(PROMPT), Message.user(message.text()));
        try (var out = aispm.chat().stream(message)) {
            try (var answer = aispm.llm().stream(messages)) {
                answer.forEach(out::write);
            } catch (LlmException refused) {
                aispm.log("the model could not answer", Map.of("status", refused.status()));
                out.write("I can't answer right now: " + refused.reason());
            }
        }
    }
}
