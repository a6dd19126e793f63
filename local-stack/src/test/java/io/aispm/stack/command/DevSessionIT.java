package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.stack.client.Agents;
import io.aispm.stack.client.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent that is being written, against a platform that only says what it is told. */
class DevSessionIT {

    private static final String RUNNING = "{\"id\":\"a1\",\"name\":\"dev\",\"runtime_state\":\"running\"}";
    private static final String STOPPED = "{\"id\":\"a1\",\"name\":\"dev\",\"runtime_state\":\"stopped\"}";
    private static final String ANSWER = """
            data: {"type":"session","session_id":"s1","trace_id":"t"}

            data: {"type":"token","text":"Hello"}

            data: {"type":"done","text":"Hello","finish_reason":"stop"}

            """;

    @TempDir
    private Path folder = Path.of("");

    private final MockWebServer server = new MockWebServer();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile String now = RUNNING;
    private volatile int replaced = 200;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(request);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MockResponse answer(RecordedRequest request) {
        var what = request.getMethod() + " " + request.getUrl().encodedPath().replace("/api/spm", "");
        asked.add(what);
        return switch (what) {
            case "POST /agents" -> json(201, RUNNING);
            case "PUT /agents/a1/code" ->
                json(
                        replaced,
                        replaced == 200
                                ? RUNNING
                                : "{\"detail\":\"Syntax error in line 1\",\"code\":\"invalid_code\"}");
            case "POST /agents/a1/stop" -> {
                now = STOPPED;
                yield json(202, "{\"status\":\"stopping\"}");
            }
            case "POST /agents/a1/start" -> {
                now = RUNNING;
                yield json(202, "{\"status\":\"starting\"}");
            }
            case "POST /agents/a1/chat" ->
                new MockResponse.Builder()
                        .code(200)
                        .addHeader("Content-Type", "text/event-stream")
                        .body(ANSWER)
                        .build();
            case "GET /agents/a1/logs" -> json(200, "{\"lines\":[%s]}".formatted(String.join(",", written)));
            case "DELETE /agents/a1" -> new MockResponse.Builder().code(204).build();
            default -> json(200, now);
        };
    }

    private static MockResponse json(int code, String body) {
        return new MockResponse.Builder()
                .code(code)
                .addHeader("Content-Type", code < 400 ? "application/json" : "application/problem+json")
                .body(body)
                .build();
    }

    private DevSession session(Path file) {
        var platform = new Platform(server.url("/").toString().replaceAll("/$", ""), "token");
        var upload = new Agents.Upload(file, "dev", "dev", "custom", Optional.empty());
        var terminal = Commands.line().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new DevSession(platform, new Agents(platform, Clock.systemUTC()), upload, terminal);
    }

    @Test
    void chatsStartsAnewAfterAChangeAndLeavesNothing() throws Exception {
        var file = Files.writeString(folder.resolve("agent.py"), "one");
        var typing = new PipedWriter();
        var input = new BufferedReader(new PipedReader(typing));
        var chatting = CompletableFuture.runAsync(() -> {
            try (var session = session(file)) {
                session.chat(input);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        });
        typing.write("hi\n");
        await().until(() -> out.toString().contains("Hello"));

        var twice = "{\"ts\":\"t1\",\"stream\":\"stderr\",\"text\":\"Traceback\"}";
        written.addAll(List.of(twice, twice));
        await().until(() -> err.toString().contains("| Traceback"));
        written.removeFirst();
        written.add("{\"ts\":\"t2\",\"stream\":\"stdout\",\"text\":\"going on\"}");
        await().until(() -> err.toString().contains("| going on"));
        assertThat(err.toString()).doesNotContain("session s1").containsOnlyOnce("going on");
        assertThat(err.toString().split("Traceback", -1)).hasSize(3);

        Files.writeString(file, "two");
        await().until(() -> asked.contains("POST /agents/a1/start"));
        replaced = 422;
        Files.writeString(file, "three");
        await().until(() -> err.toString().contains("It goes on as it was: Syntax error in line 1"));
        typing.close();
        chatting.join();

        assertThat(asked)
                .containsSubsequence(
                        "POST /agents",
                        "POST /agents/a1/chat",
                        "PUT /agents/a1/code",
                        "POST /agents/a1/stop",
                        "POST /agents/a1/start",
                        "PUT /agents/a1/code",
                        "DELETE /agents/a1");
        assertThat(asked).filteredOn(what -> what.endsWith("/start")).hasSize(1);
    }
}
