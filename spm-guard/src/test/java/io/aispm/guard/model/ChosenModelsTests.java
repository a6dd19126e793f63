package io.aispm.guard.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.aispm.contract.call.CallContext;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardResult;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChosenModelsTests {

    private static final String ID = "0197e5a0-8888-7000-8000-000000000008";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
    private volatile String content = "unsafe\nS1";
    private volatile int status = 200;
    private volatile double embeddedScore;
    private volatile List<String> embeddedSignals = List.of();
    private HttpServer server;
    private Guard guard;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(JSON.readTree(exchange.getRequestBody()));
            var message = Map.of("content", content);
            Map<String, Object> answer = exchange.getRequestURI().getPath().equals("/api/chat")
                    ? Map.of("message", message)
                    : Map.of("choices", List.of(Map.of("message", message)));
            var bytes = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        var models = new ChosenModels(new OkHttpClient(), new Embedded(), Duration.ofSeconds(2));
        guard = new Guard(models, GuardLimits.defaults());
    }

    @AfterEach
    void stop() {
        guard.close();
        server.stop(0);
    }

    @Test
    void asksTheEmbeddedOneByDefault() {
        assertThat(judged(GuardSettings.none()).model()).isEqualTo("embedded");
        assertThat(judged(settings("embedded", route("llama_guard", "/v1"))).model())
                .isEqualTo("embedded");
        assertThat(judged(GuardSettings.of(Map.of("guard_mode", "remote"), null))
                        .model())
                .isEqualTo("embedded");
        assertThat(asked).isEmpty();
    }

    @Test
    void asksTheRemoteOneAlone() {
        var result = judged(settings("remote", route("llama_guard", "/v1")));

        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(result.categories()).containsExactly("S1");
        assertThat(result.model()).isEqualTo("llama-guard3:1b");
    }

    @Test
    void speaksOllamasOwnDialect() {
        var result = judged(settings("remote", route("ollama", "")));

        assertThat(result.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(asked.getFirst().get("stream").asBoolean()).isFalse();
    }

    @Test
    void asksTheRemoteOneOnlyWhereTheEmbeddedIsUnsure() {
        var ensemble = settings("ensemble", route("llama_guard", "/v1"));
        embeddedScore = 0.01;
        assertThat(judged(ensemble).verdict()).isEqualTo(Verdict.ALLOW);
        embeddedScore = 0.9;
        assertThat(judged(ensemble).model()).isEqualTo("embedded");
        assertThat(asked).isEmpty();

        embeddedScore = 0.4;
        assertThat(judged(ensemble).verdict()).isEqualTo(Verdict.BLOCK);
        embeddedScore = 0.01;
        embeddedSignals = List.of("unsupported_language");
        assertThat(judged(ensemble).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(asked).hasSize(2);
    }

    @Test
    void isUnavailableAndNeverEmbeddedWhereTheRemoteOneFails() {
        status = 500;
        embeddedScore = 0.4;

        assertThat(screened(settings("remote", route("llama_guard", "/v1"))))
                .isInstanceOf(GuardOutcome.Unavailable.class);
        assertThat(screened(settings("ensemble", route("llama_guard", "/v1"))))
                .isInstanceOf(GuardOutcome.Unavailable.class);
    }

    @Test
    void isUnavailableWhereTheIntegrationIsGoneOrIncomplete() {
        assertThat(screened(settings("remote", null))).isInstanceOf(GuardOutcome.Unavailable.class);
        var incomplete = new CallContext.Route(ID, "llama_guard", Map.of("base_url", "nowhere"), Map.of());
        assertThat(screened(settings("ensemble", incomplete))).isInstanceOf(GuardOutcome.Unavailable.class);
    }

    @Test
    void changesWithTheSettingsForTheNextText() {
        content = "{\"score\": 0.7, \"categories\": [\"S9\"]}";
        var config = new LinkedHashMap<String, @Nullable Object>(
                route("openai_compatible", "/v1").config());
        config.put("model", "any-model");
        var route = new CallContext.Route(ID, "openai_compatible", config, Map.of());

        assertThat(judged(settings("remote", route)).score()).isEqualTo(0.7);
        assertThat(judged(settings("embedded", route)).model()).isEqualTo("embedded");
        content = "safe";
        assertThat(judged(settings("remote", route("llama_guard", "/v1"))).score())
                .isZero();
    }

    @Test
    void remembersAcrossTextsThatAnEndpointFails() {
        status = 500;
        for (var tried = 0; tried < 7; tried++) {
            screened(settings("remote", route("llama_guard", "/v1")));
        }

        assertThat(asked).hasSize(5);
    }

    private GuardResult judged(GuardSettings settings) {
        return switch (screened(settings)) {
            case GuardOutcome.Judged(var result) -> result;
            case GuardOutcome.Unavailable(var reason) -> throw new AssertionError(reason);
        };
    }

    private GuardOutcome screened(GuardSettings settings) {
        return guard.screen(Screening.of(TextKind.REPLY, "some text").under(settings));
    }

    private static GuardSettings settings(String mode, CallContext.@Nullable Route route) {
        return GuardSettings.of(Map.of("guard_mode", mode, "guard_integration_id", ID), route);
    }

    private CallContext.Route route(String connector, String path) {
        var address = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return new CallContext.Route(
                ID, connector, Map.of("base_url", address, "model", "llama-guard3:1b"), Map.of("api_key", "k"));
    }

    private final class Embedded implements GuardModel {

        @Override
        public String name() {
            return "embedded";
        }

        @Override
        public GuardResult judge(TextKind kind, String text) {
            return new GuardResult(
                    embeddedScore >= 0.35 ? Verdict.FLAG : Verdict.ALLOW,
                    embeddedScore,
                    List.of(),
                    new TreeMap<>(),
                    embeddedSignals,
                    List.of(),
                    name(),
                    "1",
                    0);
        }
    }
}
