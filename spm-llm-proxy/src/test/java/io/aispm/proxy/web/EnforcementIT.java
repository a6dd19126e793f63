package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What policies and the guard do to calls. */
@ProxyTest
class EnforcementIT {

    private static final String ATTACK = "{\"messages\":[{\"role\":\"user\",\"content\":\"An ATTACK now\"}]}";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String END =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    private final ProxyTestBeans.KeptLineage lineage;
    private final ProxyTestBeans.NamedPolicies policies;
    private final ProxyTestBeans.GivenApprovals approvals;
    private final Gateway gateway;
    private StandInProvider provider;

    @Autowired
    EnforcementIT(
            @LocalServerPort int port,
            ProxyTestBeans.KnownAgents agents,
            ProxyTestBeans.KeptLineage lineage,
            ProxyTestBeans.NamedPolicies policies,
            ProxyTestBeans.GivenApprovals approvals)
            throws IOException {
        this.lineage = lineage;
        this.policies = policies;
        this.approvals = approvals;
        this.gateway = new Gateway(port, agents);
        this.provider = new StandInProvider();
    }

    @BeforeEach
    void begin() throws IOException {
        provider.close();
        provider = new StandInProvider();
        provider.answers(200, answer("Hi"));
    }

    @AfterEach
    void end() {
        provider.close();
    }

    private TestCalls compatible() {
        return TestCalls.to("openai_compatible")
                .config("base_url", provider.url("/v1"))
                .config("model", "m-1");
    }

    private static String answer(String text) {
        return "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":\"stop\"}]}";
    }

    private static String event(String text) {
        return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}\n\n";
    }

    private static String arguments(String part) {
        return "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"t\","
                + "\"function\":{\"name\":\"look\",\"arguments\":\"" + part + "\"}}]},\"finish_reason\":null}]}\n\n";
    }

    private List<Map<String, @Nullable Object>> recorded(CallContext call, String type, int count) {
        await().until(() -> lineage.of(call, type).size() >= count);
        return lineage.of(call, type);
    }

    @ParameterizedTest
    @CsvSource({"block, 403, policy_blocked", "escalate, 403, approval_required", "away, 503, policy_unavailable"})
    void obeysPolicies(String policy, int status, String code) {
        var call = compatible().policy(policy).call();

        var reply = gateway.post(call, Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(provider.seen()).isEmpty();
        assertThat(recorded(call, "AgentLLMCall", 1))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("ok", false).containsEntry("error", code));
        assertThat(recorded(call, "PolicyDecision", 1))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("stage", "llm"));
    }

    @Test
    void letsACallThroughThatWasApprovedAndOnlyThat() {
        provider.answers(200, "{\"choices\":[]}");
        var call = compatible().policy("escalate").call();
        var token = gateway.token(call);
        var refused = gateway.post("/v1/chat/completions", token, Gateway.HELLO);
        var id = refused.body().at("/error/approval_id").asString();
        assertThat(id).isNotEmpty();
        assertThat(approvals.asked().getLast())
                .satisfies(asked -> assertThat(asked.user()).isEqualTo("ann"))
                .satisfies(asked -> assertThat(asked.subject()).contains("Hello there"))
                .satisfies(asked -> assertThat(asked.policyId()).isEqualTo("escalate"));

        approvals.gives(id);

        assertThat(gateway.post("/v1/chat/completions", token, Gateway.HELLO.replace("there", "you"))
                        .code())
                .isEqualTo("approval_required");
        assertThat(gateway.post("/v1/chat/completions", token, Gateway.HELLO).status())
                .isEqualTo(200);
        assertThat(gateway.post("/v1/chat/completions", token, Gateway.HELLO).code())
                .isEqualTo("approval_required");
    }

    @Test
    void refusesWhereNobodyCanSayWhetherItWasApproved() {
        approvals.away(true);
        try {
            assertThat(gateway.post(compatible().policy("escalate").call(), Gateway.HELLO)
                            .code())
                    .isEqualTo("control_plane_unavailable");
        } finally {
            approvals.away(false);
        }
        assertThat(provider.seen()).isEmpty();
    }

    @Test
    void tellsPoliciesWhatTheyDecideOn() {
        var call = compatible().call();

        gateway.post(call, Gateway.HELLO);

        var question = policies.asked().stream()
                .filter(one -> one.agent().id().equals(call.agent().id()))
                .findFirst()
                .orElseThrow();
        assertThat(question.stage()).hasToString("llm");
        assertThat(question.llm()).satisfies(llm -> {
            assertThat(llm.model()).isEqualTo("m-1");
            assertThat(llm.tokens()).isBetween(3L, 20L);
        });
        assertThat(question.user()).isEqualTo(call.turn().user());
        assertThat(question.session())
                .satisfies(session -> assertThat(session.turn()).isEqualTo(3));
    }

    @Test
    void callsTheModelThatAPolicyRequires() {
        var call = compatible().obliged(Map.of("require_model", "m-safe")).call();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);

        assertThat(provider.seen())
                .singleElement()
                .satisfies(
                        seen -> assertThat(seen.body().path("model").asString()).isEqualTo("m-safe"));
        assertThat(recorded(call, "AgentLLMCall", 1))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("model", "m-safe"));
        assertThat(policies.asked().stream()
                        .filter(one -> one.agent().id().equals(call.agent().id()))
                        .map(one -> one.llm() == null ? "" : one.llm().model()))
                .containsExactly("m-1", "m-safe");
    }

    @Test
    void holdsAnAgentToThePoliciesLimitWhereItsOwnIsHigher() {
        var call = compatible()
                .setting("requests_per_minute", 50)
                .obliged(Map.of("rate_limit", Map.of("requests_per_minute", 2)))
                .call();
        var token = gateway.token(call);

        assertThat(gateway.post("/v1/chat/completions", token, Gateway.HELLO).status())
                .isEqualTo(200);
        assertThat(gateway.post("/v1/chat/completions", token, Gateway.HELLO).status())
                .isEqualTo(200);
        assertThat(gateway.post("/v1/chat/completions", token, Gateway.HELLO).code())
                .isEqualTo("rate_limit_exceeded");
    }

    @Test
    void redactsWhatAPolicyWantsRedacted() {
        provider.answers(200, answer("Card 4111 1111 1111 1111"));
        var call = compatible().policy("redact").call();

        var reply = gateway.post(call, Gateway.HELLO.replace("there", "4111 1111 1111 1111"));

        assertThat(provider.seen().getFirst().body().toString())
                .contains("[redacted: payment_card]")
                .doesNotContain("4111");
        assertThat(reply.response().body()).contains("[redacted: payment_card]").doesNotContain("4111");
    }

    @Test
    void redactsStreamsToo() {
        provider.streams(event("Card 4111 1111"), event(" 1111 1111 is it"), END, DONE);

        var reply = gateway.post(compatible().policy("redact").call(), Gateway.STREAMED);

        assertThat(reply.said()).isEqualTo("Card [redacted: payment_card] is it");
    }

    @Test
    void onlyWatchesUnlessToldOtherwise() {
        provider.answers(200, answer("An ATTACK back"));
        var call = compatible().call();

        assertThat(gateway.post(call, ATTACK).status()).isEqualTo(200);

        assertThat(recorded(call, "GuardDecision", 2))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event)
                        .containsEntry("stage", "llm")
                        .containsEntry("verdict", "block")
                        .containsEntry("model", "words"));
    }

    @Test
    void asksNoGuardThatIsOff() {
        var call = compatible().setting("guard_llm", "off").call();

        assertThat(gateway.post(call, ATTACK).status()).isEqualTo(200);

        recorded(call, "AgentLLMCall", 1);
        assertThat(lineage.of(call, "GuardDecision")).isEmpty();
    }

    @Test
    void refusesWhatTheGuardBlocks() {
        var call = compatible().setting("guard_llm", "enforced").call();

        var reply = gateway.post(call, ATTACK);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("guard_blocked");
        assertThat(reply.body().at("/error/categories/0").asString()).isEqualTo("S15");
        assertThat(provider.seen()).isEmpty();
        recorded(call, "GuardDecision", 1);
    }

    @Test
    void refusesWhileTheGuardCantBeAsked() {
        var call = compatible().setting("guard_llm", "enforced").call();

        var reply = gateway.post(call, ATTACK.replace("ATTACK", "GUARD-AWAY"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("guard_unavailable");
        assertThat(recorded(call, "GuardDecision", 1))
                .singleElement()
                .satisfies(event ->
                        assertThat(event).containsEntry("verdict", "block").containsEntry("model", "unavailable"));
    }

    @Test
    void screensWhatEmbeddingsAreMadeOf() {
        provider.answers(200, "{\"data\":[]}");
        var enforced =
                gateway.token(compatible().setting("guard_llm", "enforced").call());
        var redacting = gateway.token(compatible().policy("redact").call());

        assertThat(gateway.post("/v1/embeddings", enforced, "{\"input\":[\"An ATTACK\"]}")
                        .code())
                .isEqualTo("guard_blocked");
        assertThat(gateway.post("/v1/embeddings", redacting, "{\"input\":[\"4111 1111 1111 1111\",[1,2]]}")
                        .status())
                .isEqualTo(200);
        assertThat(provider.seen())
                .singleElement()
                .satisfies(asked ->
                        assertThat(asked.body().path("input")).hasToString("[\"[redacted: payment_card]\",[1,2]]"));
    }

    @Test
    void withholdsAnAnswerThatTheGuardBlocks() {
        provider.answers(200, answer("An ATTACK back"));

        var reply = gateway.post(compatible().setting("guard_llm", "enforced").call(), Gateway.HELLO);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("output_blocked");
        assertThat(reply.response().body()).doesNotContain("ATTACK");
    }

    @Test
    void letsAHarmlessStreamThroughWhole() {
        provider.streams(
                event("One "), event("two "), event("three"), arguments("{\\\"a\\\""), arguments(":1}"), END, DONE);
        var call = compatible().setting("guard_llm", "enforced").call();

        var reply = gateway.post(call, Gateway.STREAMED);

        assertThat(reply.said()).isEqualTo("One two three");
        assertThat(reply.response().body()).contains("{\\\"a\\\":1}").endsWith(DONE);
        assertThat(recorded(call, "AgentLLMCall", 1))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("ok", true));
        assertThat(recorded(call, "GuardDecision", 2)).hasSize(2);
    }

    @Test
    void stopsAStreamWhereTheGuardBlocks() {
        provider.streams(event("All is well. ".repeat(12)), event("An ATT"), event("ACK back"), END, DONE);
        var call = compatible().setting("guard_llm", "enforced").call();

        var reply = gateway.post(call, Gateway.STREAMED);

        assertThat(reply.said()).startsWith("All is well.").doesNotContain("ATT");
        assertThat(reply.events()).last().asString().contains("output_blocked");
        assertThat(recorded(call, "AgentLLMCall", 1))
                .singleElement()
                .satisfies(
                        event -> assertThat(event).containsEntry("ok", false).containsEntry("error", "output_blocked"));
    }

    @Test
    void stopsToolCallsThatTheGuardBlocks() {
        provider.streams(arguments("{\\\"q\\\":\\\"ATT"), arguments("ACK\\\"}"), END, DONE);

        var reply = gateway.post(compatible().setting("guard_llm", "enforced").call(), Gateway.STREAMED);

        assertThat(reply.response().body()).contains("output_blocked").doesNotContain("ATT");
    }

    @Test
    void releasesWhatWaitsWhileTheProviderIsSilent() {
        var released = new CountDownLatch(1);
        provider.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(event("Short").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            released.await(10, TimeUnit.SECONDS);
            exchange.close();
        });

        var reply = gateway.post(compatible().setting("guard_llm", "enforced").call(), Gateway.STREAMED);
        released.countDown();

        assertThat(reply.said()).isEqualTo("Short");
        assertThat(reply.events()).last().asString().contains("upstream_timeout");
    }
}
