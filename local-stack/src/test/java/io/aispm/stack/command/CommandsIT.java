package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsIT {

    private static final String AGENT = "0197e5a0-1111-7000-8000-000000000000";

    @TempDir
    private Path folder = Path.of("");

    private final MockWebServer platform = new MockWebServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        platform.start();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void printsAReplyAsItStreams() throws Exception {
        answer(200, """
                data: {"type":"session","session_id":"s1","trace_id":"t"}

                : ping

                data: {"type":"token","text":"Hel"}

                data: {"type":"token","text":"lo"}

                data: {"type":"done","text":"Hello","finish_reason":"stop"}

                """);

        assertThat(remote("chat", AGENT, "Hi")).isZero();

        assertThat(out.toString().strip()).isEqualTo("Hello");
        assertThat(String.valueOf(request().getBody())).contains("\"message\":\"Hi\"");
    }

    @Test
    void failsWhenTheTurnWasRefused() {
        answer(
                200,
                "data: {\"type\":\"error\",\"text\":\"Prompt blocked by safety guard. (S2)\",\"code\":\"guard_blocked\"}\n\n");

        assertThat(remote("chat", AGENT, "Hi")).isEqualTo(1);

        assertThat(err.toString()).contains("Prompt blocked by safety guard. (S2) (guard_blocked)");
    }

    @Test
    void tellsAProblemInItsOwnWords() throws Exception {
        answer(
                422,
                "{\"detail\":\"The code can't run.\",\"code\":\"invalid_code\",\"errors\":[\"Syntax error in line 1: no\"]}");
        var file = Files.writeString(folder.resolve("agent.py"), "def main(");

        assertThat(remote("deploy", file.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("The code can't run.", "Syntax error in line 1: no");
    }

    @Test
    void deploysAndSaysTheId() throws Exception {
        answer(201, "{\"id\":\"%s\",\"name\":\"agent\",\"runtime_state\":\"running\"}".formatted(AGENT));
        var file = Files.writeString(folder.resolve("agent.py"), "async def main(): ...");

        assertThat(remote("deploy", file.toString(), "--name", "agent", "--wait", "5s"))
                .isZero();

        assertThat(out.toString().strip()).isEqualTo(AGENT);
        assertThat(request().getTarget()).isEqualTo("/api/spm/agents?wait=5s");
    }

    @Test
    void findsAnAgentByItsName() throws Exception {
        answer(200, "[{\"id\":\"other\",\"name\":\"agent two\"},{\"id\":\"%s\",\"name\":\"agent\"}]".formatted(AGENT));
        answer(204, "");

        assertThat(remote("delete", "agent")).isZero();

        assertThat(request().getTarget()).startsWith("/api/spm/agents?");
        assertThat(request().getTarget()).isEqualTo("/api/spm/agents/" + AGENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words  \n", "two words  ", "two words  \r\n"})
    void setsASecretToItsValueWithoutTheEndOfTheLine(String typed) throws Exception {
        answer(204, "");

        assertThat(withInput(typed, () -> remote("secret", "set", AGENT, "KEY")))
                .isZero();

        assertThat(body()).isEqualTo("{\"value\":\"two words  \"}");
    }

    @Test
    void keepsAllButOneLineEndOfASecret() throws Exception {
        answer(204, "");

        assertThat(withInput("a\tb\n\n", () -> remote("secret", "set", AGENT, "KEY")))
                .isZero();

        assertThat(body()).isEqualTo("{\"value\":\"a\\tb\\n\"}");
    }

    @Test
    void wantsASecretsValue() throws Exception {
        assertThat(withInput("\n", () -> remote("secret", "set", AGENT, "KEY"))).isEqualTo(1);

        assertThat(err.toString()).contains("standard input");
    }

    private static int withInput(String text, Callable<Integer> command) throws Exception {
        var before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return command.call();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void followsActivityFromTheListIntoTheStreamAndSaysWhyItEnds() throws Exception {
        answer(200, event("2", "two") + event("3", "three") + end("agent_not_found", "The agent was deleted."));
        answer(200, "[%s,%s]".formatted(row("2", "two"), row("1", "one")));

        assertThat(remote("activity", AGENT, "--follow", "--json")).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly(row("1", "one"), row("2", "two"), row("3", "three"));
        assertThat(err.toString()).contains("The agent was deleted.");
        assertThat(request().getTarget()).isEqualTo("/api/spm/agents/" + AGENT + "/activity/stream");
    }

    @Test
    void followsActivityOnAfterTheLastRowWhenTheStreamBreaksOff() throws Exception {
        answer(200, event("1", "one"));
        answer(200, "[]");
        answer(503, "{\"code\":\"lineage_unavailable\",\"detail\":\"Not now.\"}");
        answer(200, event("2", "two") + end("unauthenticated", "The token or session has ended. Sign in again."));

        assertThat(remote("activity", AGENT, "--follow", "--json")).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly(row("1", "one"), row("2", "two"));
        request();
        request();
        assertThat(request().getHeaders().get("Last-Event-ID")).isEqualTo("1");
        assertThat(request().getHeaders().get("Last-Event-ID")).isEqualTo("1");
    }

    @Test
    void readsTheListAgainWhereTheStreamCanNotGoOn() throws Exception {
        answer(200, event("1", "one"));
        answer(200, "[]");
        answer(409, "{\"code\":\"event_not_in_feed\",\"detail\":\"Too long ago.\"}");
        answer(200, end("agent_not_found", "The agent was deleted."));
        answer(200, "[%s,%s]".formatted(row("2", "two"), row("1", "one")));

        assertThat(remote("activity", AGENT, "--follow", "--json")).isEqualTo(1);

        assertThat(out.toString().lines()).containsExactly(row("1", "one"), row("2", "two"));
    }

    @Test
    void doesNotFollowWhatWasNeverThere() {
        answer(404, "{\"code\":\"agent_not_found\",\"detail\":\"No such agent.\"}");

        assertThat(remote("activity", AGENT, "--follow")).isEqualTo(1);

        assertThat(err.toString()).contains("No such agent.");
    }

    private static String event(String id, String text) {
        return "id: %s\ndata: %s\n\n".formatted(id, row(id, text));
    }

    private static String row(String id, String text) {
        return "{\"id\":\"%s\",\"kind\":\"chat\",\"text\":\"%s\"}".formatted(id, text);
    }

    private static String end(String code, String detail) {
        return "event: end\ndata: {\"code\":\"%s\",\"detail\":\"%s\"}\n\n".formatted(code, detail);
    }

    @Test
    void saysWhenNobodyIsThere() {
        assertThat(run("agents", "--data-dir", folder.toString())).isEqualTo(3);
        assertThat(run("status", "--json", "--data-dir", folder.toString())).isEqualTo(3);
        assertThat(run("dead-letters", "--data-dir", folder.toString())).isEqualTo(3);

        assertThat(out.toString()).contains("{\"state\":\"down\"}");
        assertThat(err.toString()).contains("./aispm up");
    }

    @Test
    void wantsATokenForARemotePlatform() {
        assertThat(run("agents", "--api", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("--token");
    }

    private void answer(int status, String body) {
        platform.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private RecordedRequest request() throws InterruptedException {
        return platform.takeRequest();
    }

    private String body() throws InterruptedException {
        return Objects.requireNonNull(request().getBody()).utf8();
    }

    private int remote(String... arguments) {
        var line = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, line, 0, arguments.length);
        line[arguments.length] = "--api";
        line[arguments.length + 1] = platform.url("/").toString();
        line[arguments.length + 2] = "--token";
        line[arguments.length + 3] = "token";
        return run(line);
    }

    private int run(String... arguments) {
        return Commands.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
