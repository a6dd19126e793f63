package io.aispm.mcp.federation;

import io.aispm.kit.net.AddressRefusedException;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.mcp.tool.Course;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries messages to one tool server and back. The SDK's client connects by a name that it looks up itself; this one goes
 * only to addresses that were checked, reads no more than it may, and ends in time.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">Streamable HTTP</a>
 */
final class StreamableHttp {

    static final String SESSION = "Mcp-Session-Id";
    private static final long MOST_BYTES = 4L * 1024 * 1024;
    private static final int NOT_FOUND = 404;
    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient http;
    private final HttpUrl address;
    private final @Nullable String token;
    private final JsonMapper json;

    StreamableHttp(OkHttpClient shared, OutboundGuard guard, HttpUrl address, @Nullable String token, JsonMapper json) {
        this.http = guard.guard(shared.newBuilder(), OutboundGuard.Purpose.INTEGRATION)
                .readTimeout(Duration.ZERO)
                .build();
        this.address = address;
        this.token = token;
        this.json = json;
    }

    /** What a server sends before its answer. */
    @FunctionalInterface
    interface Messages {

        void take(JsonNode message) throws IOException;
    }

    /**
     * An answer, and the session that it opened, if it did.
     *
     * @param message null where the server only took note
     * @param sessionIsGone whether the server no longer knows the session
     */
    record Answer(@Nullable JsonNode message, @Nullable String session, boolean sessionIsGone) {}

    /** Sends a message; waits for the answer with its id, where it has one. */
    Answer send(ObjectNode message, Map<String, String> headers, Course course, Messages others) throws IOException {
        var call = http.newBuilder().callTimeout(course.left()).build().newCall(request(message, headers));
        course.onCancel(call::cancel);
        try (var response = call.execute()) {
            if (response.code() == NOT_FOUND && headers.containsKey(SESSION)) {
                return new Answer(null, null, true);
            }
            if (!response.isSuccessful()) {
                throw refusal(response.code());
            }
            var answer =
                    message.has("id") && message.has("method") ? answer(response, message.path("id"), others) : null;
            return new Answer(answer, response.header(SESSION), false);
        } catch (IOException broken) {
            throw told(broken, call, course);
        } catch (JacksonException unreadable) {
            throw UpstreamException.failed("The tool server's answer can't be read.");
        }
    }

    private Request request(ObjectNode message, Map<String, String> headers) {
        var request = new Request.Builder()
                .url(address)
                .header("Accept", "application/json, text/event-stream")
                .header("Accept-Encoding", "identity")
                .post(RequestBody.create(json.writeValueAsBytes(message), JSON));
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private JsonNode answer(Response response, JsonNode id, Messages others) throws IOException {
        var source = response.body().source();
        var type = response.body().contentType();
        if (type != null && type.subtype().equals("event-stream")) {
            return streamed(source, id, others);
        }
        if (source.request(MOST_BYTES + 1)) {
            throw UpstreamException.failed("The tool server's answer is too large.");
        }
        return json.readTree(source.readByteArray());
    }

    private JsonNode streamed(BufferedSource source, JsonNode id, Messages others) throws IOException {
        var read = 0L;
        var data = new StringBuilder();
        while (true) {
            if (source.exhausted()) {
                throw UpstreamException.failed("The tool server ended its answer before it was complete.");
            }
            var line = source.readUtf8LineStrict(MOST_BYTES - read);
            read += line.length() + 1L;
            if (read >= MOST_BYTES) {
                throw UpstreamException.failed("The tool server's answer is too large.");
            }
            if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length()).append('\n');
            } else if (line.isEmpty() && !data.toString().isBlank()) {
                var message = json.readTree(data.toString());
                data.setLength(0);
                if (!message.has("method") && message.path("id").asString("").equals(id.asString(""))) {
                    return message;
                }
                others.take(message);
            }
        }
    }

    private static UpstreamException refusal(int status) {
        var sentence = "The tool server answered with status " + status + ".";
        return status >= 500 || status == 429
                ? UpstreamException.failed(sentence)
                : UpstreamException.refused(sentence);
    }

    private static IOException told(IOException broken, Call call, Course course) {
        if (broken instanceof UpstreamException) {
            return broken;
        }
        if (broken instanceof AddressRefusedException) {
            return UpstreamException.refused("The tool server's address is not one that integrations may reach.");
        }
        if (course.isCancelled()) {
            return UpstreamException.refused("The call was cancelled.");
        }
        var isLate = broken instanceof InterruptedIOException || call.isCanceled();
        return UpstreamException.failed(
                isLate ? "The tool server did not answer in time." : "The tool server can't be reached.");
    }
}
