package io.aispm.proxy.web;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.call.Caller;
import io.aispm.proxy.usage.CallerGoneException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent that called over HTTP. Its answer begins with the first thing sent, so that until then it can be an error. */
final class HttpCaller implements Caller {

    private static final String IGNORED = "X-Aispm-Ignored";
    private static final Pattern FIELD = Pattern.compile("[\\w.-]{1,64}");
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Presence presence;
    private final JsonMapper json;
    private boolean begun;

    HttpCaller(HttpServletRequest request, HttpServletResponse response, Presence presence, JsonMapper json) {
        this.request = request;
        this.response = response;
        this.presence = presence;
        this.json = json;
    }

    @Override
    public Watch whenGone(Runnable action) {
        return presence.watch(ConnectionValve.gone(request), action);
    }

    @Override
    public void ignored(List<String> fields) {
        var named = fields.stream().filter(FIELD.asMatchPredicate()).limit(32).toList();
        if (!named.isEmpty()) {
            response.setHeader(IGNORED, String.join(", ", named));
        }
    }

    @Override
    public void answer(ObjectNode answer) {
        var body = json.writeValueAsBytes(answer);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        write(body);
    }

    @Override
    public void event(String data) {
        if (!begun) {
            begun = true;
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
        }
        var bytes = data.getBytes(StandardCharsets.UTF_8);
        var event = new byte[DATA.length + bytes.length + END.length];
        System.arraycopy(DATA, 0, event, 0, DATA.length);
        System.arraycopy(bytes, 0, event, DATA.length, bytes.length);
        System.arraycopy(END, 0, event, DATA.length + bytes.length, END.length);
        write(event);
    }

    @Override
    public void done() {
        event("[DONE]");
    }

    @Override
    public void broken(LlmException failure) {
        event(json.writeValueAsString(OpenAiError.of(failure)));
    }

    @Override
    public boolean begun() {
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
