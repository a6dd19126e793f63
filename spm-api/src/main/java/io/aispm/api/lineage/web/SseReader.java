package io.aispm.api.lineage.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aispm.api.lineage.feed.End;
import io.aispm.api.lineage.feed.Reader;
import io.aispm.api.lineage.feed.ReaderLeftException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A reader at the other end of an event stream. */
final class SseReader implements Reader {

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
    public void row(UUID id, Map<String, @Nullable Object> row) {
        write("id: " + id + "\ndata: " + json.writeValueAsString(row) + "\n\n");
    }

    @Override
    public void flush() {
        try {
            response.getOutputStream().flush();
        } catch (IOException gone) {
            throw new ReaderLeftException(gone);
        }
    }

    @Override
    public void ping() {
        write(": ping\n\n");
        flush();
    }

    @Override
    public void end(End why) {
        write("event: end\ndata: " + json.writeValueAsString(Map.of("code", why.code(), "detail", why.detail()))
                + "\n\n");
        flush();
    }

    private void write(String text) {
        try {
            response.getOutputStream().write(text.getBytes(UTF_8));
        } catch (IOException gone) {
            throw new ReaderLeftException(gone);
        }
    }
}
