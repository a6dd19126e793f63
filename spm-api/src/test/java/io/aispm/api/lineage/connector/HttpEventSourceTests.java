package io.aispm.api.lineage.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.aispm.api.lineage.LineageException;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.BadPageException;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.service.ServiceProperties;
import io.aispm.kit.service.ServiceTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpEventSourceTests {

    private static final String TOKEN = "a-service-token-for-tests-0123456789";

    private final TenantId tenant = new TenantId("t1");
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final AtomicReference<String> asked = new AtomicReference<>("");

    private HttpServer server;
    private HttpEventSource source;
    private int status = 200;
    private String body = "{\"events\": [], \"next\": null}";

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/events", exchange -> {
            asked.set(exchange.getRequestURI().getQuery() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        var token = Files.writeString(folder.resolve("token"), TOKEN);
        source = new HttpEventSource(
                new OkHttpClient(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                ServiceTokens.read(new ServiceProperties("spm-api", token, null)));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksForTheAgentsEventsAsItself() {
        body = """
                {"events": [{"event_id": "0197e5a0-5555-7000-8000-000000000005", "event_type": "AgentStarted",
                  "payload": {"revision": 1}, "timestamp": "2026-04-25T10:00:03.000Z", "tenant_id": "t1",
                  "source": "spm-api", "schema_version": 1}], "next": "more"}""";

        var page = source.events(tenant, agent, List.of("AgentStarted"), new PageRequest(7, "here"));

        assertThat(asked.get())
                .isEqualTo(
                        "tenant_id=t1&limit=7&types=AgentStarted&agent_id=" + agent + "&cursor=here Bearer " + TOKEN);
        assertThat(page.rows())
                .singleElement()
                .satisfies(event -> assertThat(event.payload()).containsEntry("revision", 1));
        assertThat(page.next()).isEqualTo("more");
    }

    @Test
    void tellsWhatHappenedUnderATraceInItsOrder() {
        body = """
                {"events": [
                  {"event_id": "0197e5a0-5555-7000-8000-000000000006", "event_type": "AgentToolCall", "payload": {},
                   "timestamp": "2026-04-25T10:00:04.000Z", "tenant_id": "t1", "source": "spm-mcp", "schema_version": 1},
                  {"event_id": "0197e5a0-5555-7000-8000-000000000005", "event_type": "AgentChatMessage", "payload": {},
                   "timestamp": "2026-04-25T10:00:03.000Z", "tenant_id": "t1", "source": "spm-api", "schema_version": 1}],
                 "next": null}""";
        var trace = TraceId.of("0af7651916cd43dd8448eb211c80319c");

        var events = source.events(tenant, List.of(trace), List.of("AgentChatMessage", "AgentToolCall"));

        assertThat(asked.get())
                .isEqualTo("tenant_id=t1&limit=200&types=AgentChatMessage,AgentToolCall&trace_id=" + trace + " Bearer "
                        + TOKEN);
        assertThat(events).extracting(LineageEvent::eventType).containsExactly("AgentChatMessage", "AgentToolCall");
    }

    @Test
    void saysWhenTheServiceIsAway() {
        server.stop(0);

        assertUnavailable();
    }

    @Test
    void saysWhenTheServiceFails() {
        status = 503;

        assertUnavailable();
    }

    @Test
    void saysWhenTheAnswerMakesNoSense() {
        body = "nonsense";

        assertUnavailable();
    }

    @Test
    void passesOnThatACursorIsBad() {
        status = 400;

        assertThatThrownBy(() -> source.events(tenant, agent, List.of(), new PageRequest(7, "nonsense")))
                .isInstanceOf(BadPageException.class);
    }

    private void assertUnavailable() {
        assertThatThrownBy(() -> source.events(tenant, agent, List.of(), new PageRequest(7, null)))
                .isInstanceOf(LineageException.class)
                .extracting("code")
                .isEqualTo("lineage_unavailable");
    }
}
