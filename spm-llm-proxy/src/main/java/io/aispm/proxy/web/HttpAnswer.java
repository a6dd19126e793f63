package io.aispm.proxy.web;

import io.aispm.proxy.call.Caller;
import io.aispm.proxy.usage.CallerGoneException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer over HTTP, in one piece or in events. It begins with the first thing sent: until then it can be an error. */
final class HttpAnswer {

    private static final String IGNORED = "X-Aispm-Ignored";
    private static final Pattern FIELD = Pattern.compile("[\\w.-]{1,64}");
    private static final byte[] NAME = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Presence presence;
    private final JsonMapper json;
    private boolean begun;

    HttpAnswer(HttpServletRequest request, HttpServletResponse response, Presence presence, JsonMapper json) {
        this.request = request;
        this.response = response;
        this.presence = presence;
        this.json = json;
    }

    Caller.Watch whenGone(Runnable action) {
        return presence.watch(ConnectionValve.gone(request), action);
    }

    void ignored(List<String> fields) {
        if (fields.isEmpty()) {
            return;
        }
        var named = fields.stream().filter(FIELD.asMatchPredicate()).limit(32).toList();
        if (!named.isEmpty()) {
            response.setHeader(IGNORED, String.join(", ", named));
        }
    }

    void whole(ObjectNode answer) {
        var body = json.writeValueAsBytes(answer);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        write(body);
    }

    void event(@Nullable String name, ObjectNode data) {
        event(name, json.writeValueAsString(data));
    }

    void event(@Nullable String name, String data) {
        if (!begun) {
            begun = true;
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
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
        write(event.toByteArray());
    }

    boolean begun() {
        return begun;
    }

    private void write(byte[] bytes) {
        try {
            response.getOutputStream().write(bytes);
            response.flushBuffer();
        } catch (IOException gone) {
            throw new CallerGoneException(gone);
        }
    }
}
