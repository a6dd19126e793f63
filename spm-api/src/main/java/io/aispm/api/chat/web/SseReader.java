package io.aispm.api.chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aispm.api.chat.turn.Frame;
import io.aispm.api.chat.turn.Reader;
import io.aispm.api.chat.turn.ReaderGoneException;
import io.aispm.api.chat.turn.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A reader at the other end of an event stream. Each frame leaves at once. */
final class SseReader implements Reader {

    private static final byte[] PING = ": ping\n\n".getBytes(UTF_8);

    private final HttpServletResponse response;
    private final JsonMapper json;

    SseReader(HttpServletResponse response, JsonMapper json) {
        this.response = response;
        this.json = json;
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    @Override
    public void show(Frame frame) {
        write(("data: " + json.writeValueAsString(fields(frame)) + "\n\n").getBytes(UTF_8));
    }

    @Override
    public void ping() {
        write(PING);
    }

    private void write(byte[] bytes) {
        try {
            var out = response.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (IOException gone) {
            throw new ReaderGoneException(gone);
        }
    }

    private static Map<String, Object> fields(Frame frame) {
        return switch (frame) {
            case Frame.Session(var session, var trace) ->
                fields("session", "session_id", session.toString(), "trace_id", trace.value());
            case Frame.Token(var text) -> fields("token", "text", text);
            case Frame.Redacted(var text, var kinds) ->
                fields(
                        "redacted",
                        "text",
                        text,
                        "kinds",
                        kinds.stream().map(Object::toString).sorted().toList());
            case Frame.Done(var text, var reason) -> fields("done", "text", text, "finish_reason", reason);
            case Frame.Failed(var refusal) -> error(refusal);
        };
    }

    private static Map<String, Object> error(Refusal refusal) {
        var fields = fields("error", "text", refusal.text(), "code", refusal.code());
        if (!refusal.categories().isEmpty()) {
            fields.put("categories", List.copyOf(refusal.categories()));
        }
        if (refusal.policy() != null) {
            fields.put("policy", refusal.policy());
        }
        if (refusal.approval() != null) {
            fields.put("approval_id", refusal.approval());
        }
        return fields;
    }

    private static Map<String, Object> fields(String type, Object... more) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", type);
        for (int at = 0; at < more.length; at += 2) {
            fields.put(String.valueOf(more[at]), more[at + 1]);
        }
        return fields;
    }
}
