package io.aispm.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.lineage.EventType;
import io.aispm.kit.json.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@LineageConsumerTest
class ActivitySumsIT {

    private static final JsonMapper JSON = WireJson.betweenServices();

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private EventLedger ledger;

    private final TestEvents events = new TestEvents();
    private final Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void sumsWhatAnAgentDidAndNamesWhatFailed() {
        ledger.enter(List.of(
                events.chat("let through"),
                events.of(EventType.AGENT_CHAT_MESSAGE, Map.of("role", "user", "text", "bad", "verdict", "block")),
                events.of(EventType.AGENT_CHAT_MESSAGE, Map.of("role", "agent", "text", "yes", "verdict", "allow")),
                events.of(EventType.AGENT_LLM_CALL, llm(true, 12)),
                events.of(EventType.AGENT_LLM_CALL, llm(true, "many")),
                events.of(EventType.AGENT_TOOL_CALL, Map.of("tool", "web_fetch", "ok", false, "error", "timeout")),
                events.of(EventType.AGENT_LOG, Map.of("message", "not counted")),
                events.of(EventType.AGENT_CRASHED, Map.of("reason", "exit code 1"))));

        var answer = body(ask(now.minusSeconds(600), now.plusSeconds(600), 1200));

        assertThat(answer.get("cells")).hasSize(1);
        var cell = answer.get("cells").get(0);
        assertThat(cell.get("agent_id").asString()).isEqualTo(events.agent.toString());
        assertThat(cell.get("turns").asLong()).isEqualTo(2);
        assertThat(cell.get("refused").asLong()).isEqualTo(1);
        assertThat(cell.get("llm_calls").asLong()).isEqualTo(2);
        assertThat(cell.get("llm_failures").asLong()).isZero();
        assertThat(cell.get("tool_calls").asLong()).isEqualTo(1);
        assertThat(cell.get("tool_failures").asLong()).isEqualTo(1);
        assertThat(cell.get("crashes").asLong()).isEqualTo(1);
        assertThat(cell.get("prompt_tokens").asLong()).isEqualTo(12);
        assertThat(cell.get("cost_usd").asDouble()).isEqualTo(0.004);
        assertThat(answer.get("failures")
                        .valueStream()
                        .map(one -> one.get("error").asString()))
                .containsExactly("exit code 1", "timeout");
        assertThat(answer.get("failures").get(1).get("what").asString()).isEqualTo("web_fetch");
    }

    @Test
    void countsOnlyTheSpanAndTheTenantThatWereAskedFor() {
        ledger.enter(List.of(events.chat("now"), new TestEvents().chat("of another tenant")));

        assertThat(body(ask(now.minusSeconds(600), now.plusSeconds(600), 60)).get("cells"))
                .hasSize(1);
        assertThat(body(ask(now.minusSeconds(900), now.minusSeconds(600), 60)).get("cells"))
                .isEmpty();
    }

    @Test
    void refusesSpansThatMakeNoSense() {
        assertThat(ask(now, now.minusSeconds(1), 60)).hasStatus(400);
        assertThat(ask(now.minusSeconds(60), now, 0)).hasStatus(400);
        assertThat(ask(now.minusSeconds(100_000), now, 1)).hasStatus(400);
    }

    @Test
    void answersNobodyElse() {
        assertThat(mvc.get()
                        .uri(
                                "/internal/sums?tenant_id={t}&from={f}&to={n}&bucket_s=60",
                                events.tenant,
                                now.minusSeconds(9),
                                now))
                .hasStatus(401);
    }

    private static Map<String, @Nullable Object> llm(boolean ok, Object promptTokens) {
        return Map.of("model", "m", "ok", ok, "prompt_tokens", promptTokens, "completion_tokens", 3, "cost_usd", 0.002);
    }

    private MvcTestResult ask(Instant from, Instant to, long bucket) {
        return mvc.get()
                .uri("/internal/sums?tenant_id={t}&from={f}&to={n}&bucket_s={b}", events.tenant, from, to, bucket)
                .header("Authorization", "Bearer " + TestSurroundings.TOKEN)
                .exchange();
    }

    private static JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return JSON.readTree(answer.getResponse().getContentAsByteArray());
    }
}
