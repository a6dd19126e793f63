package io.aispm.stack.command;

import io.aispm.stack.client.Platform;
import java.io.PrintWriter;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One turn, printed as it streams. */
final class Conversation {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private boolean answered;
    private boolean sessionIsKnown;

    Conversation(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    /** Whoever reads this knows the session, which is not told. */
    Conversation inOneSession() {
        sessionIsKnown = true;
        return this;
    }

    /** True when the turn ended with a reply. */
    boolean say(Platform platform, String agent, String text, @Nullable String session) {
        var body = new HashMap<String, String>();
        body.put("message", text);
        if (session != null) {
            body.put("session_id", session);
        }
        platform.stream("/agents/" + agent + "/chat", body, json ? this::copy : this::print);
        return answered;
    }

    private void copy(JsonNode frame) {
        out.println(frame.toString());
        out.flush();
        answered = frame.path("type").asString().equals("done");
    }

    private void print(JsonNode frame) {
        var text = frame.path("text").asString("");
        switch (frame.path("type").asString()) {
            case "session" -> {
                if (!sessionIsKnown) {
                    err.println("session " + frame.path("session_id").asString());
                }
            }
            case "token" -> out.print(text);
            case "redacted" -> out.print(System.lineSeparator() + "[redacted] " + text);
            case "done" -> {
                out.println();
                answered = true;
            }
            case "error" -> {
                out.println();
                err.println("%s (%s)".formatted(text, frame.path("code").asString()));
            }
            default -> {}
        }
        out.flush();
        err.flush();
    }
}
