package io.aispm.stack.client;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The control plane's REST interface, asked with one person's token. */
public final class Platform {

    private static final String PEOPLE = "/api/spm";
    private static final String SERVICES = "/internal";
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,<]*rel=\"?next\\b");
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(150);

    /** A stream shows a sign of life every few seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final OkHttpClient http = new OkHttpClient.Builder()
            .connectTimeout(Duration.ofSeconds(5))
            .readTimeout(LONGEST_WAIT)
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final String base;
    private final String origin;
    private final String token;

    public Platform(String origin, String token) {
        this(origin, PEOPLE, token);
    }

    private Platform(String origin, String base, String token) {
        this.base = base;
        this.origin = origin.endsWith("/") ? origin.substring(0, origin.length() - 1) : origin;
        this.token = token;
    }

    /** The routes between services of one of them, asked with a service's token. */
    public static Platform internal(String origin, String token) {
        return new Platform(origin, SERVICES, token);
    }

    public JsonNode get(String path, Map<String, String> query) {
        return call(request(path, query).get());
    }

    public JsonNode get(String path) {
        return get(path, Map.of());
    }

    /** The rows of a list, from its first page to its last; a page is asked for when its rows are read. */
    public Stream<JsonNode> list(String path, Map<String, String> query) {
        var first = page(request(path, query).get().build());
        return Stream.iterate(
                        Optional.of(first),
                        Optional::isPresent,
                        page -> page.flatMap(Page::next).map(this::page))
                .flatMap(page -> page.orElseThrow().rows().valueStream());
    }

    private Page page(Request request) {
        try (var answer = http.newCall(request).execute()) {
            requireSuccess(answer);
            return new Page(json.readTree(answer.body().string()), next(answer));
        } catch (IOException | JacksonException failed) {
            throw ApiException.unreachable(origin, String.valueOf(failed.getMessage()));
        }
    }

    /** Takes the next page's query and nothing else from the answer: the token goes to nobody but this platform. */
    private static Optional<Request> next(Response answer) {
        var request = answer.request();
        return answer.headers("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .flatMap(link -> Stream.ofNullable(request.url().resolve(link.group(1))))
                .map(url -> request.url().newBuilder().encodedQuery(url.encodedQuery()))
                .map(url -> request.newBuilder().url(url.build()).build())
                .findFirst();
    }

    public JsonNode post(String path, Object body) {
        return call(request(path, Map.of()).post(json(body)));
    }

    public JsonNode post(String path, Map<String, String> query, RequestBody body) {
        return call(request(path, query).post(body));
    }

    public JsonNode put(String path, Object body) {
        return call(request(path, Map.of()).put(json(body)));
    }

    public JsonNode put(String path, RequestBody body) {
        return call(request(path, Map.of()).put(body));
    }

    public void delete(String path) {
        call(request(path, Map.of()).delete());
    }

    /** Posts, and hands each frame of the answer's event stream to the listener as it comes. */
    public void stream(String path, Object body, Consumer<JsonNode> listener) {
        var request = request(path, Map.of())
                .header("Accept", "text/event-stream")
                .post(json(body))
                .build();
        try (var answer = http.newCall(request).execute()) {
            requireSuccess(answer);
            var source = answer.body().source();
            for (var line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
                frame(line).ifPresent(listener);
            }
        } catch (IOException failed) {
            throw ApiException.unreachable(origin, String.valueOf(failed.getMessage()));
        }
    }

    /**
     * Reads an event stream until it ends or breaks off.
     *
     * @param last the id of the last event that was seen, if any
     * @param opened called once the stream is open, before its first event
     * @return the platform's reason for the end; empty where the open stream broke off
     */
    public Optional<JsonNode> follow(String path, Optional<String> last, Runnable opened, Consumer<JsonNode> listener) {
        var request = request(path, Map.of()).header("Accept", "text/event-stream");
        last.ifPresent(id -> request.header("Last-Event-ID", id));
        var isOpen = false;
        try (var answer = http.newBuilder()
                .readTimeout(LONGEST_SILENCE)
                .build()
                .newCall(request.build())
                .execute()) {
            requireSuccess(answer);
            isOpen = true;
            opened.run();
            var isEnd = false;
            var source = answer.body().source();
            for (var line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
                isEnd |= line.equals("event: end");
                var frame = frame(line);
                if (isEnd && frame.isPresent()) {
                    return frame;
                }
                frame.ifPresent(listener);
            }
        } catch (IOException broken) {
            if (!isOpen) {
                throw ApiException.unreachable(origin, String.valueOf(broken.getMessage()));
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> frame(String line) {
        return line.startsWith("data:")
                ? Optional.of(json.readTree(line.substring("data:".length()).strip()))
                : Optional.empty();
    }

    private RequestBody json(Object body) {
        return RequestBody.create(json.writeValueAsBytes(body), JSON);
    }

    private Request.Builder request(String path, Map<String, String> query) {
        var url = HttpUrl.parse(origin + base + path);
        if (url == null) {
            throw ApiException.unreachable(origin, "it is not an http or https URL");
        }
        var whole = url.newBuilder();
        query.forEach(whole::addQueryParameter);
        return new Request.Builder().url(whole.build()).header("Authorization", "Bearer " + token);
    }

    private JsonNode call(Request.Builder request) {
        try (var answer = http.newCall(request.build()).execute()) {
            requireSuccess(answer);
            var body = answer.body().string();
            return body.isBlank() ? MissingNode.getInstance() : json.readTree(body);
        } catch (IOException | JacksonException failed) {
            throw ApiException.unreachable(origin, String.valueOf(failed.getMessage()));
        }
    }

    private void requireSuccess(Response answer) throws IOException {
        if (answer.isSuccessful()) {
            return;
        }
        var problem = read(answer.body().string());
        var errors = new ArrayList<String>();
        problem.path("errors").forEach(error -> errors.add(error.asString()));
        throw new ApiException(
                answer.code(),
                problem.path("code").asString("http_" + answer.code()),
                problem.path("detail").asString("The platform answered " + answer.code()),
                errors);
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** Some rows of a list, and how the next ones are asked for. */
    private record Page(JsonNode rows, Optional<Request> next) {}
}
