package io.aispm.proxy.web;

import io.aispm.proxy.call.Caller;
import io.aispm.proxy.http.Exchange;
import io.aispm.proxy.usage.CallerGoneException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer over HTTP, in one piece or in events. It begins with the first thing sent: until then it can be an error. */
final class HttpAnswer {

    private static final String IGNORED = "X-Aispm-Ignored";
    private static final Pattern FIELD = Pattern.compile("[\\w.-]{1,64}");
    private static final byte[] NAME = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int OK = 200;

    private final Exchange exchange;
    private final JsonMapper json;

    HttpAnswer(Exchange exchange, JsonMapper json) {
        this.exchange = exchange;
        this.json = json;
    }

    Caller.Watch whenGone(Runnable action) {
        exchange.whenGone(action);
        return () -> exchange.whenGone(null);
    }

    void ignored(List<String> fields) {
        if (fields.isEmpty()) {
            return;
        }
        var named = fields.stream().filter(FIELD.asMatchPredicate()).limit(32).toList();
        if (!named.isEmpty()) {
            exchange.answerHeader(IGNORED, String.join(", ", named));
        }
    }

    void whole(ObjectNode answer) {
        try {
            exchange.answer(OK, Errors.JSON, json.writeValueAsBytes(answer));
        } catch (IOException gone) {
            throw new CallerGoneException(gone);
        }
    }

    void event(@Nullable String name, ObjectNode data) {
        event(name, json.writeValueAsString(data));
    }

    void event(@Nullable String name, String data) {
        if (!exchange.begun()) {
            exchange.answerHeader("Cache-Control", "no-cache");
            exchange.answerHeader("X-Accel-Buffering", "no");
            exchange.begin(OK, "text/event-stream;charset=utf-8");
        }
        var event = new ByteArrayOutputStream(data.length() + 64);
        if (name != null) {
            event.writeBytes(NAME);
            event.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            event.write('\n');
        }
        event.writeBytes(DATA);
        event.writeBytes(data.getBytes(StandardCharsets.UTF_8));
        event.writeBytes(END);
        try {
            exchange.part(event.toByteArray());
        } catch (IOException gone) {
            throw new CallerGoneException(gone);
        }
    }

    boolean begun() {
        return exchange.begun();
    }
}
