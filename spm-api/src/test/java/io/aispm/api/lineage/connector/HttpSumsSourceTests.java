package io.aispm.api.lineage.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.aispm.api.lineage.LineageException;
import io.aispm.api.lineage.SumsSource.Told;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.service.ServiceProperties;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpSumsSourceTests {

    private static final String TOKEN = "a-service-token-for-tests-0123456789";
    private static final Instant FROM = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicReference<String> asked = new AtomicReference<>("");

    private HttpServer server;
    private HttpSumsSource source;
    private int status = 200;
    private String body = "{\"cells\": [], \"failures\": []}";

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/sums", exchange -> {
            asked.set(exchange.getRequestURI().getQuery() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        var token = Files.writeString(folder.resolve("token"), TOKEN);
        source = new HttpSumsSource(
                new OkHttpClient(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                ServiceTokens.read(new ServiceProperties("spm-api", token, null)));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksForTheSpanAsItself() {
        body = """
                {"cells": [{"at": "2026-03-01T12:00:00Z", "agent_id": null, "turns": 2, "refused": 1, "tool_calls": 3,
                   "tool_failures": 1, "llm_calls": 4, "llm_failures": 0, "crashes": 0, "prompt_tokens": 50,
                   "completion_tokens": 7, "cost_usd": 0.25}],
                 "failures": [{"id": "0197e5a0-5555-7000-8000-000000000005", "ts": "2026-03-01T12:00:01Z",
                   "event_type": "AgentToolCall", "agent_id": null, "trace_id": null, "what": "web_fetch",
                   "error": "timeout"}]}""";

        var told = ask();

        assertThat(asked.get())
                .isEqualTo(
                        "tenant_id=t1&from=2026-03-01T12:00:00Z&to=2026-03-01T13:00:00Z&bucket_s=120 Bearer " + TOKEN);
        assertThat(told.cells().getFirst().sums().promptTokens()).isEqualTo(50);
        assertThat(told.cells().getFirst().sums().costUsd()).isEqualByComparingTo("0.25");
        assertThat(told.failures().getFirst().error()).isEqualTo("timeout");
    }

    @Test
    void saysWhenTheServiceIsAway() {
        server.stop(0);

        assertUnavailable();
    }

    @Test
    void saysWhenTheServiceFailsOrMakesNoSense() {
        body = "nonsense";
        assertUnavailable();

        status = 503;
        assertUnavailable();
    }

    private Told ask() {
        return source.sums(new TenantId("t1"), FROM, FROM.plusSeconds(3600), Duration.ofMinutes(2));
    }

    private void assertUnavailable() {
        assertThatThrownBy(this::ask)
                .isInstanceOf(LineageException.class)
                .extracting("code")
                .isEqualTo("lineage_unavailable");
    }
}
