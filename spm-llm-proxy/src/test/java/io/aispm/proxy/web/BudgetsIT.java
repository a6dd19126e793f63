package io.aispm.proxy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.call.CallContext;
import io.aispm.proxy.StandInProvider;
import io.aispm.proxy.TestCalls;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ProxyTest
class BudgetsIT {

    private static final String ANSWER = """
            {"id":"c","object":"chat.completion","created":1,"model":"gpt-5-mini","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000000,\
            "completion_tokens":100000,"prompt_tokens_details":{"cached_tokens":200000}}}""";

    private final ProxyTestBeans.KeptLineage lineage;
    private final MeterRegistry meters;
    private final Gateway gateway;
    private final StandInProvider provider = new StandInProvider();

    @Autowired
    BudgetsIT(
            @LocalServerPort int port,
            ProxyTestBeans.KnownAgents agents,
            ProxyTestBeans.KeptLineage lineage,
            MeterRegistry meters)
            throws IOException {
        this.lineage = lineage;
        this.meters = meters;
        this.gateway = new Gateway(port, agents);
        this.provider.answers(200, ANSWER);
    }

    @AfterEach
    void end() {
        provider.close();
    }

    private TestCalls call() {
        return TestCalls.to("openai").config("base_url", provider.url("/v1")).config("model", "gpt-5-mini");
    }

    private Map<String, @Nullable Object> recorded(CallContext call) {
        await().until(() -> !lineage.of(call, "AgentLLMCall").isEmpty());
        return lineage.of(call, "AgentLLMCall").getFirst();
    }

    @Test
    void recordsAllThatIsKnownOfACall() {
        var call = call().setting("guard_llm", "enforced").call();

        gateway.post(call, Gateway.HELLO);

        assertThat(recorded(call))
                .containsEntry("model", "gpt-5-mini")
                .containsEntry("provider", "openai")
                .containsEntry("prompt_tokens", 1_000_000L)
                .containsEntry("completion_tokens", 100_000L)
                .containsEntry("cached_tokens", 200_000L)
                .containsEntry("cost_usd", 0.405)
                .containsEntry("finish_reason", "stop")
                .containsEntry("guard_verdict", "allow")
                .containsEntry("policy_decision", "allow")
                .containsEntry("attempts", 1);
    }

    @Test
    void measuresByOpenTelemetrysNames() {
        var call = call().config("model", "gpt-5-nano").call();
        gateway.post(call, Gateway.HELLO);
        recorded(call);

        var tags = new String[] {"gen_ai.request.model", "gpt-5-nano", "gen_ai.provider.name", "openai"};
        assertThat(meters.get("gen_ai.client.operation.duration")
                        .tags(tags)
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("gen_ai.client.token.usage")
                        .tags(tags)
                        .tag("gen_ai.token.type", "input")
                        .summary()
                        .totalAmount())
                .isEqualTo(1_000_000);
    }

    @Test
    void stopsBeforeTheCallOnceADaysBudgetIsUsed() {
        var call = call().setting("budget_usd_per_day", 0.4).call();

        assertThat(gateway.post(call, Gateway.HELLO).status()).isEqualTo(200);
        var refused = gateway.post(call, Gateway.HELLO);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.body().at("/error/type").asString()).isEqualTo("rate_limit_error");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);
        assertThat(provider.seen()).hasSize(1);
    }

    @Test
    void reservesNothingForWhatNeverReachedAProvider() {
        var call =
                call().setting("budget_tokens_per_day", 2_000).policy("block").call();

        for (var calls = 0; calls < 5; calls++) {
            assertThat(gateway.post(call, Gateway.HELLO).code()).isEqualTo("policy_blocked");
        }
    }

    @Test
    void answersTheSameQuestionFromItsCacheWhereThatIsWanted() {
        var call = call().setting("cache", true).call();
        var token = gateway.token(call);
        gateway.post("/v1/chat/completions", token, Gateway.HELLO);

        var again = gateway.post("/v1/chat/completions", token, Gateway.HELLO);
        var streamed = gateway.post("/v1/chat/completions", token, Gateway.STREAMED);
        gateway.post("/v1/chat/completions", token, Gateway.HELLO.replace("there", "here"));

        assertThat(again.body().at("/choices/0/message/content").asString()).isEqualTo("Hi");
        assertThat(streamed.said()).isEqualTo("Hi");
        assertThat(streamed.events().getLast()).isEqualTo("[DONE]");
        assertThat(provider.seen()).hasSize(2);
        await().until(() -> lineage.of(call, "AgentLLMCall").size() == 4);
        assertThat(lineage.of(call, "AgentLLMCall").get(1))
                .containsEntry("cached", true)
                .containsEntry("prompt_tokens", 0L);
    }

    @Test
    void keepsNoAnswerUnasked() {
        var token = gateway.token(call().call());

        gateway.post("/v1/chat/completions", token, Gateway.HELLO);
        gateway.post("/v1/chat/completions", token, Gateway.HELLO);

        assertThat(provider.seen()).hasSize(2);
    }

    @Test
    void neverAnswersOneAgentFromAnothersCache() {
        gateway.post(call().setting("cache", true).call(), Gateway.HELLO);
        gateway.post(call().setting("cache", true).call(), Gateway.HELLO);

        assertThat(provider.seen()).hasSize(2);
    }

    @Test
    void asksPoliciesAboutWhatIsInTheCacheToo() {
        var call = call().setting("cache", true).call();
        gateway.post(call, Gateway.HELLO);
        var blocked = new CallContext(
                call.tenantId(),
                call.agent(),
                call.turn(),
                call().policy("block").call().linkedPolicies(),
                call.settings(),
                call.runtime(),
                call.route(),
                null);

        assertThat(gateway.post(blocked, Gateway.HELLO).code()).isEqualTo("policy_blocked");
    }
}
