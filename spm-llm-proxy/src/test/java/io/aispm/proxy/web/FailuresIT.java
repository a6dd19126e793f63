package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What can go wrong, and what the agent and lineage are told of it. */
@ProxyTest
class FailuresIT {

    private static final String EVENT =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n";

    private final ProxyTestBeans.KeptLineage lineage;
    private final Gateway gateway;
    private StandInProvider provider;

    @Autowired
    FailuresIT(@LocalServerPort int port, ProxyTestBeans.KnownAgents agents, ProxyTestBeans.KeptLineage lineage)
            throws IOException {
        this.lineage = lineage;
        this.gateway = new Gateway(port, agents);
        this.provider = new StandInProvider();
    }

    @BeforeEach
    void begin() throws IOException {
        provider.close();
        provider = new StandInProvider();
    }

    @AfterEach
    void end() {
        provider.close();
    }

    private CallContext compatible() {
        return TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1"))
                .config("model", "m-1")
                .call();
    }

    private void isRecorded(CallContext call, String error) {
        await().until(() -> !lineage.of(call, "AgentLLMCall").isEmpty());
        assertThat(lineage.of(call, "AgentLLMCall"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("ok", false).containsEntry("error", error));
    }

    @Test
    void refusesWhoShowsNoKey() {
        var reply = gateway.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/v1/chat/completions"))
                        .POST(HttpRequest.BodyPublishers.ofString(Gateway.HELLO))
                        .build());

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("invalid_api_key");
        assertThat(reply.body().path("error").propertyNames()).contains("message", "type", "param", "code");
    }

    @Test
    void refusesUnknownKeys() {
        assertThat(gateway.post("/v1/chat/completions", "nobody", "not even JSON")
                        .status())
                .isEqualTo(401);
        assertThat(gateway.get("/v1/models", "nobody").status()).isEqualTo(401);
    }

    @Test
    void refusesAllWhileTheControlPlaneCantBeAsked() {
        var reply = gateway.post("/v1/chat/completions", ProxyTestBeans.CONTROL_PLANE_AWAY, Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("control_plane_unavailable");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "not json; malformed_body; ''",
                "[]; malformed_body; ''",
                "''; malformed_body; ''",
                "{}; invalid_value; messages",
                "{\"messages\":[]}; invalid_value; messages",
                "{\"messages\":\"hi\"}; invalid_value; messages",
                "{\"messages\":[1]}; invalid_value; messages[0]",
                "{\"messages\":[{\"role\":\"user\"}],\"model\":5}; invalid_value; model",
                "{\"messages\":[{\"role\":\"user\"}],\"stream\":\"yes\"}; invalid_value; stream"
            })
    void saysWhatIsWrongWithARequest(String body, String code, String param) {
        var call = compatible();

        var reply = gateway.post(call, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.body().path("error").path("param").asString("")).isEqualTo(param);
        isRecorded(call, code);
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        var call = compatible();

        var reply = gateway.post(call, Gateway.HELLO.replace("Hello there", "x".repeat(300_000)));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("request_too_large");
        isRecorded(call, "request_too_large");
    }

    @Test
    void namesTheFieldThatSetsAModel() {
        var call = TestCalls.nowhere().call();

        var reply = gateway.post(call, Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("llm_not_configured");
        assertThat(reply.body().path("error").path("message").asString()).contains("Default LLM");
        isRecorded(call, "llm_not_configured");
    }

    @ParameterizedTest
    @CsvSource({
        "500, 502, upstream_error",
        "503, 502, upstream_error",
        "401, 502, upstream_error",
        "404, 502, upstream_error",
        "302, 502, upstream_error",
        "400, 400, upstream_invalid_request",
        "429, 429, upstream_rate_limited"
    })
    void tellsNothingOfTheProvidersInside(int status, int answered, String code) {
        provider.answers(status, "{\"error\":{\"message\":\"secret at /srv/host\",\"type\":\"t\",\"code\":\"c\"}}");
        var call = compatible();

        var reply = gateway.post(call, Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(answered);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.response().body()).doesNotContain("secret", "/srv", "127.0.0.1");
        assertThat(reply.header("Retry-After")).isEqualTo(status == 429 ? "1" : "");
        isRecorded(call, code);
    }

    @ParameterizedTest
    @CsvSource({"<html>", "[]", "{}"})
    void failsOnAnswersThatAreNone(String body) {
        provider.answers(200, body);

        assertThat(gateway.post(compatible(), Gateway.HELLO).status()).isEqualTo(502);
    }

    @Test
    void failsOnAnswersThatAreTooLarge() {
        provider.answers(200, "{\"choices\":[\"" + "x".repeat(2_000_000) + "\"]}");

        assertThat(gateway.post(compatible(), Gateway.HELLO).status()).isEqualTo(502);
    }

    @Test
    void failsWhereNobodyListens() {
        var call = compatible();
        provider.close();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(502);
        isRecorded(call, "upstream_error");
    }

    @Test
    void neverReachesTheMetadataService() {
        var call = TestCalls.to("openai_compatible")
                .config("base_url", "http://169.254.169.254/v1")
                .config("model", "m")
                .call();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void givesUpOnASilentProvider(boolean stream) {
        var release = new CountDownLatch(1);
        provider.answers(StandInProvider.silent(new CountDownLatch(1), release));
        var call = compatible();

        var reply = gateway.post(call, stream ? Gateway.STREAMED : Gateway.HELLO);
        release.countDown();

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.code()).isEqualTo("upstream_timeout");
        isRecorded(call, "upstream_timeout");
    }

    @Test
    void endsAStreamThatStallsWithItsError() {
        var release = new CountDownLatch(1);
        provider.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(EVENT.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            release.await(30, TimeUnit.SECONDS);
            exchange.close();
        });
        var call = compatible();

        var reply = gateway.post(call, Gateway.STREAMED);
        release.countDown();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.said()).isEqualTo("word ");
        assertThat(reply.events()).last().asString().contains("upstream_timeout");
        isRecorded(call, "upstream_timeout");
    }

    @Test
    void endsAStreamThatBreaksWithItsError() {
        provider.streams(EVENT);
        var call = compatible();

        var reply = gateway.post(call, Gateway.STREAMED);

        assertThat(reply.events()).last().asString().contains("upstream_error");
        isRecorded(call, "upstream_error");
    }

    @Test
    void answersAStreamThatFailsAtOnceWithItsStatus() {
        provider.streams("data: {\"error\":{\"message\":\"no\"}}\n\n");

        assertThat(gateway.post(compatible(), Gateway.STREAMED).status()).isEqualTo(502);
    }

    @Test
    void cutsTheProviderOffWhenTheAgentLeavesAStream() throws Exception {
        var abandoned = new CountDownLatch(1);
        provider.answers(StandInProvider.endless(EVENT, abandoned));
        var call = compatible();

        try (var socket = send(call, Gateway.STREAMED)) {
            assertThat(socket.getInputStream().readNBytes(2_000)).hasSize(2_000);
        }

        assertThat(abandoned.await(10, TimeUnit.SECONDS)).isTrue();
        isRecorded(call, "cancelled");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void cutsASilentProviderOffWhenTheAgentLeaves(boolean stream) throws Exception {
        var asked = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        provider.answers(StandInProvider.silent(asked, release));
        var call = compatible();

        try (var _ = send(call, stream ? Gateway.STREAMED : Gateway.HELLO)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }

        isRecorded(call, "cancelled");
        release.countDown();
    }

    @Test
    void servesTheNextRequestThatComesWhileItWatches() throws Exception {
        var asked = new CountDownLatch(1);
        var looked = new CountDownLatch(1);
        provider.answers(exchange -> {
            asked.countDown();
            looked.await(10, TimeUnit.SECONDS);
            StandInProvider.whole(exchange, 200, "{\"choices\":[]}");
        });
        var first = compatible();
        var second = compatible();

        try (var socket = send(first, Gateway.HELLO)) {
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            send(socket, second, Gateway.HELLO);
            // Two looks at the connection, which now has more to read, lie between.
            assertThat(looked.await(550, TimeUnit.MILLISECONDS)).isFalse();
            looked.countDown();
            await().until(() -> !lineage.of(second, "AgentLLMCall").isEmpty());
        }

        assertThat(lineage.of(first, "AgentLLMCall"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("ok", true));
        assertThat(lineage.of(second, "AgentLLMCall"))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("ok", true));
    }

    private Socket send(CallContext call, String body) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
        send(socket, call, body);
        return socket;
    }

    private void send(Socket socket, CallContext call, String body) throws IOException {
        var request = "POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer "
                + gateway.token(call) + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Test
    void readsNoFurtherThanASlowAgentDoes() throws Exception {
        var abandoned = new CountDownLatch(1);
        var written = new AtomicLong();
        provider.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var bytes = EVENT.repeat(100).getBytes(StandardCharsets.UTF_8);
            try (var out = exchange.getResponseBody()) {
                while (written.get() < 200_000_000) {
                    out.write(bytes);
                    written.addAndGet(bytes.length);
                }
            } catch (IOException gone) {
                abandoned.countDown();
            }
        });

        try (var _ = send(compatible(), Gateway.STREAMED)) {
            var before = new AtomicLong();
            await().during(Duration.ofMillis(300))
                    .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
            assertThat(written.get()).isLessThan(50_000_000);
        }
        assertThat(abandoned.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/chat/completions, 405", "POST, /v1/unknown, 404", "GET, /nothing, 404"})
    void speaksOpenAiAboutItsRoutesToo(String method, String path, int status) {
        var reply = gateway.send(gateway.request(path, "none")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().path("error").path("message").isString()).isTrue();
    }

    @Test
    void holdsAnAgentToItsRequestsPerMinute() {
        provider.answers(200, "{\"choices\":[]}");
        var call = TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1"))
                .config("model", "m-1")
                .setting("requests_per_minute", 2)
                .call();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);
        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);
        var refused = gateway.post(call, Gateway.HELLO);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 30);
        assertThat(provider.seen()).hasSize(2);
    }
}
