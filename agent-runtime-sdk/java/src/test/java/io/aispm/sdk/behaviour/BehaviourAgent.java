package io.aispm.sdk.behaviour;

import io.aispm.sdk.Agent;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.AispmException;
import io.aispm.sdk.ChatMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Does what a message says; {@code behaviour/agent.py} is the same in Python. */
public final class BehaviourAgent implements Agent {

    private static final int PIECE = 10_000;

    @Override
    public void run(Aispm aispm) {
        aispm.chat().onMessage(message -> answer(aispm, message));
        aispm.ready();
    }

    private static void answer(Aispm aispm, ChatMessage message) throws InterruptedException {
        var text = message.text();
        var space = text.indexOf(' ');
        var word = space < 0 ? text : text.substring(0, space);
        var rest = text.substring(word.length()).strip();
        aispm.log("in hand", Map.of("said", text.length() > 80 ? word : text));
        switch (word) {
            case "say" -> aispm.chat().reply(message, rest);
            case "who" ->
                aispm.chat()
                        .reply(message, String.valueOf(ProcessHandle.current().pid()));
            case "measure" -> aispm.chat().reply(message, String.valueOf(rest.length()));
            case "gate" -> {
                await(Path.of(rest));
                aispm.log("passed", Map.of());
                aispm.chat().reply(message, "through");
            }
            case "write" -> write(aispm, message, Integer.parseInt(rest));
            case "whole" -> whole(aispm, message, Integer.parseInt(rest));
            default -> throw new IllegalArgumentException("nobody says " + word);
        }
    }

    private static void await(Path gate) throws InterruptedException {
        while (!Files.exists(gate)) {
            Thread.sleep(20);
        }
    }

    private static void write(Aispm aispm, ChatMessage message, int characters) {
        try (var out = aispm.chat().stream(message)) {
            for (var left = characters; left > 0; left -= PIECE) {
                out.write("x".repeat(Math.min(left, PIECE)));
            }
        }
    }

    private static void whole(Aispm aispm, ChatMessage message, int characters) {
        try {
            aispm.chat().reply(message, "x".repeat(characters));
        } catch (AispmException refused) {
            aispm.log(String.valueOf(refused.getMessage()));
            aispm.chat().reply(message, "too large");
        }
    }
}
