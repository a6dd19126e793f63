package io.aispm.guard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RemoteGuardModelTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    private final OkHttpClient http = new OkHttpClient();
    private volatile String content = "safe";
    private volatile int status = 200;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            asked.add(JSON.readTree(exchange.getRequestBody()));
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            var answer =
                    JSON.writeValueAsBytes(Map.of("choices", List.of(Map.of("message", Map.of("content", content)))));
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsSafe() {
        content = "\n\nsafe";

        var result = model(AnswerFormat.LLAMA_GUARD_3).judge(TextKind.PROMPT, "hello");

        assertThat(result.verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(result.score()).isZero();
        assertThat(asked.getFirst().at("/messages/0/content").asString()).isEqualTo("hello");
        assertThat(keys).containsExactly("Bearer k");
    }

    @Test
    void readsUnsafeWithItsCategories() {
        content = "unsafe\nS2,S14";

        var result = model(AnswerFormat.LLAMA_GUARD_4).judge(TextKind.PROMPT, "text");

        assertThat(result.score()).isEqualTo(1);
        assertThat(result.categories()).containsExactly("S2", "S14");
    }

    @Test
    void asksAboutARepliesSpeaker() {
        model(AnswerFormat.LLAMA_GUARD_3).judge(TextKind.REPLY, "my answer");

        assertThat(asked.getFirst().at("/messages/1/role").asString()).isEqualTo("assistant");
        assertThat(asked.getFirst().at("/messages/1/content").asString()).isEqualTo("my answer");
    }

    @Test
    void readsQwensControversialAsAFlag() {
        content = "Safety: Controversial\nCategories: Non-violent Illegal Acts, Jailbreak";

        var result = model(AnswerFormat.QWEN3GUARD).judge(TextKind.PROMPT, "text");

        assertThat(result.verdict()).isEqualTo(Verdict.FLAG);
        assertThat(result.categories()).containsExactly("S2", "S15");
    }

    @Test
    void readsJson() {
        content = "```json\n{\"score\": 0.7, \"categories\": [\"S9\"]}\n```";

        var result = model(AnswerFormat.JSON).judge(TextKind.PROMPT, "text");

        assertThat(result.score()).isEqualTo(0.7);
        assertThat(result.categories()).containsExactly("S9");
        assertThat(asked.getFirst().at("/messages/0/role").asString()).isEqualTo("system");
    }

    @ParameterizedTest
    @EnumSource(AnswerFormat.class)
    void refusesWhatIsNoVerdict(AnswerFormat format) {
        content = "I think this is fine.";

        assertThatThrownBy(() -> model(format).judge(TextKind.PROMPT, "text"))
                .isInstanceOf(GuardModelException.class)
                .hasMessageContaining("no verdict");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 429, 500})
    void refusesWhenTheEndpointDoes(int answered) {
        status = answered;

        assertThatThrownBy(() -> model(AnswerFormat.LLAMA_GUARD_3).judge(TextKind.PROMPT, "text"))
                .isInstanceOf(GuardModelException.class)
                .hasMessageContaining("status " + answered);
    }

    @Test
    void leavesABrokenEndpointAloneForAWhile() {
        status = 500;
        var model = model(AnswerFormat.LLAMA_GUARD_3);
        for (var tried = 0; tried < 5; tried++) {
            assertThatThrownBy(() -> model.judge(TextKind.PROMPT, "text")).isInstanceOf(GuardModelException.class);
        }

        assertThatThrownBy(() -> model.judge(TextKind.PROMPT, "text")).hasMessageContaining("not asked for a while");
        assertThat(asked).hasSize(5);
    }

    @Test
    void makesTheGateUnavailableWhenAway() {
        server.stop(0);
        try (var guard = new Guard(model(AnswerFormat.LLAMA_GUARD_3), GuardLimits.defaults())) {
            var outcome = guard.screen(Screening.of(TextKind.PROMPT, "hello there"));

            assertThat(outcome).isEqualTo(new GuardOutcome.Unavailable("guard model 'guard' did not answer"));
        }
    }

    @Test
    void keepsItsKeyOutOfLogs() {
        assertThat(settings(AnswerFormat.JSON).toString()).isEqualTo("RemoteGuardSettings[guard json]");
        assertThat(AnswerFormat.named("qwen3guard")).contains(AnswerFormat.QWEN3GUARD);
        assertThat(AnswerFormat.named("other")).isEmpty();
    }

    private RemoteGuardModel model(AnswerFormat format) {
        return new RemoteGuardModel(http, settings(format));
    }

    private RemoteGuardSettings settings(AnswerFormat format) {
        var port = server.getAddress().getPort();
        return new RemoteGuardSettings(
                URI.create("http://127.0.0.1:" + port + "/v1"),
                "guard",
                format,
                Dialect.OPENAI,
                "k",
                Duration.ofSeconds(2));
    }
}
