package io.aispm.proxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.kit.net.OutboundProperties;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.ProxyProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class UpstreamIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpServer server;

    UpstreamIT() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void begin() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::beginAndStall);
        server.start();
    }

    @AfterEach
    void end() {
        release.countDown();
        server.stop(0);
    }

    private void beginAndStall(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("line\n".getBytes(StandardCharsets.US_ASCII));
        exchange.getResponseBody().flush();
        try {
            release.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static Upstream upstream(Duration firstByte, Duration betweenBytes, boolean loopback) {
        var limits = new ProxyProperties(
                LONG,
                firstByte,
                betweenBytes,
                LONG,
                0,
                LONG,
                1,
                null,
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(1));
        var guard = new OutboundGuard(new OutboundProperties(List.of(), loopback));
        return new Upstream(guard, JSON, limits);
    }

    private UpstreamRequest request() {
        return new UpstreamRequest(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/", Map.of(), JSON.createObjectNode());
    }

    @Test
    void waitsLessOnceAnAnswerHasBegun() throws IOException {
        try (var call = upstream(LONG, SHORT, true).post(request())) {
            call.send();
            var lines = new Lines(call.source());
            assertThat(lines.next()).isEqualTo("line");
            call.answering();
            var began = System.nanoTime();

            assertThatThrownBy(lines::next)
                    .isInstanceOfSatisfying(
                            IOException.class,
                            silent -> assertThat(call.failure(silent).code()).isEqualTo("upstream_timeout"));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void endsACallThatIsCancelledFromElsewhere() {
        try (var call = upstream(LONG, LONG, true).post(request())) {
            call.send();
            Thread.ofVirtual().start(call::cancel);

            assertThatThrownBy(() -> {
                        var lines = new Lines(call.source());
                        while (lines.next() != null) {
                            assertThat(call).isNotNull();
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(call.isCancelled()).isTrue();
        }
    }

    @Test
    void reachesNoPrivateAddressUnlessAllowed() {
        try (var call = upstream(LONG, LONG, false).post(request())) {
            assertThatThrownBy(call::send)
                    .isInstanceOfSatisfying(
                            LlmException.class,
                            refused -> assertThat(refused.code()).isEqualTo("upstream_error"))
                    .hasMessageNotContaining("127.0.0.1");
        }
    }

    @Test
    void namesTheFieldOfAMalformedAddress() {
        var upstream = upstream(LONG, LONG, true);
        var request = new UpstreamRequest("not an address", Map.of(), JSON.createObjectNode());

        assertThatThrownBy(() -> upstream.post(request)).hasMessageContaining("base URL");
    }
}
