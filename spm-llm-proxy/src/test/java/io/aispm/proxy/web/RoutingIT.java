package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ProxyTest
class RoutingIT {

    private static final String ANSWER = """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,\
            "completion_tokens":2}}""";
    private static final String FAILURE = "{\"error\":{\"type\":\"t\",\"code\":\"c\"}}";
    private static final String HI = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private final ProxyTestBeans.KeptLineage lineage;
    private final ProxyTestBeans.NamedPolicies policies;
    private final Gateway gateway;
    private StandInProvider provider;
    private StandInProvider spare;

    @Autowired
    RoutingIT(
            @LocalServerPort int port,
            ProxyTestBeans.KnownAgents agents,
            ProxyTestBeans.KeptLineage lineage,
            ProxyTestBeans.NamedPolicies policies)
            throws IOException {
        this.lineage = lineage;
        this.policies = policies;
        this.gateway = new Gateway(port, agents);
        this.provider = new StandInProvider();
        this.spare = new StandInProvider();
    }

    @BeforeEach
    void begin() {
        provider.answers(200, ANSWER);
        spare.answers(200, ANSWER);
    }

    @AfterEach
    void end() {
        provider.close();
        spare.close();
    }

    private TestCalls call() {
        return TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1"))
                .config("model", "m-1");
    }

    private CallContext withSpare() {
        return call().fallback(spare.url("/v1"), "m-2").call();
    }

    private void failsFirst(int times, int status) {
        var calls = new AtomicInteger();
        provider.answers(exchange -> {
            if (calls.incrementAndGet() <= times) {
                StandInProvider.whole(exchange, status, FAILURE);
            } else {
                StandInProvider.whole(exchange, 200, ANSWER);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 529})
    void asksAProviderAgainThatFailsInPassing(int status) {
        failsFirst(2, status);

        assertThat(gateway.post(call().call(), Gateway.HELLO).status()).isEqualTo(200);
        assertThat(provider.seen()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 422})
    void doesNotAskAgainWhatWouldFailAgain(int status) {
        provider.answers(status, FAILURE);

        assertThat(gateway.post(call().call(), Gateway.HELLO).status()).isGreaterThanOrEqualTo(400);
        assertThat(provider.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 500})
    void goesElsewhereWhereAProviderFails(int status) {
        provider.answers(status, FAILURE);
        var call = withSpare();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);

        assertThat(spare.seen())
                .singleElement()
                .satisfies(asked ->
                        assertThat(asked.body().path("model").asString()).isEqualTo("m-2"));
        await().until(() -> !lineage.of(call, "AgentLLMCall").isEmpty());
        assertThat(lineage.of(call, "AgentLLMCall"))
                .singleElement()
                .satisfies(
                        event -> assertThat(event).containsEntry("model", "m-2").containsEntry("ok", true));
        assertThat(policies.asked())
                .filteredOn(
                        question -> question.agent().id().equals(call.agent().id()))
                .extracting(question -> String.valueOf(question.llm()))
                .anyMatch(asked -> asked.contains("m-1"))
                .anyMatch(asked -> asked.contains("m-2"));
    }

    @Test
    void goesElsewhereWhereNobodyListens() {
        provider.close();

        assertThat(gateway.post(withSpare(), Gateway.STREAMED.replace("true", "false"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void staysWithARequestThatIsRefusedAsInvalid() {
        provider.answers(400, FAILURE);

        assertThat(gateway.post(withSpare(), Gateway.HELLO).code()).isEqualTo("upstream_invalid_request");
        assertThat(spare.seen()).isEmpty();
    }

    @Test
    void keepsToTheModelsThatAnAgentMayUse() {
        provider.answers(401, FAILURE);
        var call = call().fallback(spare.url("/v1"), "m-2")
                .setting("allowed_models", java.util.List.of("m-1"))
                .call();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(502);
        assertThat(spare.seen()).isEmpty();
    }

    @Test
    void tellsTheFirstFailureWhereAllFail() {
        provider.answers(429, FAILURE);
        spare.answers(401, FAILURE);

        assertThat(gateway.post(withSpare(), Gateway.HELLO).code()).isEqualTo("upstream_rate_limited");
    }

    @Test
    void neverBeginsAgainWhatWasBegun() {
        provider.streams(HI);

        var reply = gateway.post(withSpare(), Gateway.STREAMED);

        assertThat(reply.said()).isEqualTo("Hi");
        assertThat(reply.events().getLast()).contains("upstream_error");
        assertThat(provider.seen()).hasSize(1);
        assertThat(spare.seen()).isEmpty();
    }

    @Test
    void waitsAsLongAsAProviderAsks() {
        var calls = new AtomicInteger();
        provider.answers(exchange -> {
            if (calls.incrementAndGet() == 1) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                StandInProvider.whole(exchange, 429, FAILURE);
            } else {
                StandInProvider.whole(exchange, 200, ANSWER);
            }
        });
        var began = System.nanoTime();

        assertThat(gateway.post(call().call(), Gateway.HELLO).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        provider.answers(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "60");
            StandInProvider.whole(exchange, 429, FAILURE);
        });

        var reply = gateway.post(call().call(), Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo("60");
        assertThat(provider.seen()).hasSize(1);
    }

    @Test
    void leavesAProviderAloneThatFailsAllTheTime() {
        provider.answers(500, FAILURE);
        var call = call().call();
        failsOften(call);

        var reply = gateway.post(call, Gateway.HELLO);

        assertThat(provider.seen()).as("ten calls, three tries each").hasSize(30);
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.header("Retry-After")).isEqualTo("15");
    }

    @Test
    void servesTheNextCallOnceAWrongKeyIsPutRight() {
        acceptsOnly("right");
        var integration = "i-" + UUID.randomUUID();
        failsOften(call().integration(integration).key("wrong").call());

        var call = call().integration(integration).key("right").call();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);
    }

    @Test
    void asksAProviderThatRefusedAKeyUntilItTakesIt() {
        provider.answers(401, FAILURE);
        var call = call().key("new").call();
        failsOften(call);

        acceptsOnly("new");

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);
    }

    @Test
    void asksAProviderThatIsLeftAloneOnceItsIntegrationIsChanged() {
        provider.answers(501, FAILURE);
        var integration = "i-" + UUID.randomUUID();
        failsOften(call().integration(integration).call());

        provider.answers(200, ANSWER);
        var same = call().integration(integration).call();
        var changed = call().integration(integration).config("model", "m-9").call();

        assertThat(gateway.post(same, Gateway.HELLO).status()).isEqualTo(502);
        assertThat(gateway.post(changed, Gateway.HELLO).status()).isEqualTo(200);
    }

    private void failsOften(CallContext call) {
        for (var calls = 0; calls < 10; calls++) {
            assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(502);
        }
    }

    private void acceptsOnly(String key) {
        provider.answers(exchange -> {
            var right = ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            StandInProvider.whole(exchange, right ? 200 : 401, right ? ANSWER : FAILURE);
        });
    }

    @Test
    void givesAProviderNoMoreCallsAtOnceThanItMayHave() throws InterruptedException {
        var asked = new CountDownLatch(4);
        var release = new CountDownLatch(1);
        provider.answers(StandInProvider.silent(asked, release));
        var call = call().call();
        for (var calls = 0; calls < 4; calls++) {
            Thread.ofVirtual().start(() -> gateway.post(call, Gateway.HELLO));
        }
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(gateway.post(call, Gateway.HELLO).code()).isEqualTo("upstream_rate_limited");

        release.countDown();
        provider.answers(200, ANSWER);
        await().until(() -> gateway.post(call, Gateway.HELLO).status() == 200);
    }
}
