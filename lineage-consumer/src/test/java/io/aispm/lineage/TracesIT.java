package io.aispm.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One turn's events, sent by three services over a real Kafka, arrive at a receiver as one trace. */
class TracesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant BEGAN = Instant.parse("2026-04-25T10:00:00Z");

    private static TraceReceiver receiver;
    private static Platform platform;

    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final TraceId trace = TraceId.from(
            new UUID(BEGAN.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits()));

    @BeforeAll
    static void start() throws Exception {
        receiver = new TraceReceiver();
        platform = new Platform();
        platform.replica("SPM_OTLP_ENDPOINT=" + receiver.url());
        var probe = new TracesIT();
        await().atMost(PATIENCE).until(() -> {
            platform.send(probe.event("spm-api", 1, new Payload.ChatMessage("agent", "hello", "allow")));
            return !receiver.of(probe.trace.value()).isEmpty();
        });
    }

    @AfterAll
    static void stop() throws Exception {
        platform.close();
        receiver.close();
    }

    @Test
    void aTurnIsOneTraceAcrossServices() {
        platform.send(
                event("spm-api", 5, new Payload.GuardDecision("prompt", "flag", 0.4, List.of("S2"), "m", "1", 3)));
        platform.send(event("spm-api", 7, new Payload.PolicyDecision("prompt", "allow", "", List.of("p1"), "r1", 2)));
        platform.send(event("spm-api", 8, new Payload.ChatMessage("user", "the secret prompt", "flag")));
        platform.send(event(
                "spm-llm-proxy",
                500,
                new Payload.LlmCall("claude-x", "anthropic", 12, 34, true, null, 400, 90L, 0.002)));
        platform.send(event(
                "spm-mcp", 700, new Payload.ToolCall("web_fetch", Map.of("query", "x"), false, "policy_blocked", 150)));
        var last = event("spm-api", 900, new Payload.ChatMessage("agent", "the secret reply", "allow"));
        platform.send(last);

        await().atMost(PATIENCE).until(() -> receiver.of(trace.value()).size() == 5);
        var turn = receiver.only(trace.value(), "invoke_agent");
        assertThat(turn.span().has("parentSpanId")).isFalse();
        assertThat(turn.span().path("spanId").asString()).isEqualTo(trace.rootSpan());
        assertThat(turn.span().path("startTimeUnixNano").asString()).isEqualTo(nanos(0));
        assertThat(turn.span().path("endTimeUnixNano").asString()).isEqualTo(nanos(900));
        assertThat(turn.attribute("gen_ai.conversation.id")).contains(session.toString());
        var model = receiver.only(trace.value(), "chat claude-x");
        assertThat(model.service()).isEqualTo("spm-llm-proxy");
        assertThat(model.span().path("parentSpanId").asString()).isEqualTo(trace.rootSpan());
        assertThat(model.span().path("kind").asInt()).isEqualTo(3);
        assertThat(model.span().path("startTimeUnixNano").asString()).isEqualTo(nanos(100));
        assertThat(model.attribute("gen_ai.provider.name")).contains("anthropic");
        assertThat(model.attribute("gen_ai.request.model")).contains("claude-x");
        assertThat(model.attribute("gen_ai.usage.input_tokens")).contains("12");
        assertThat(model.attribute("gen_ai.usage.output_tokens")).contains("34");
        var tool = receiver.only(trace.value(), "execute_tool web_fetch");
        assertThat(tool.service()).isEqualTo("spm-mcp");
        assertThat(tool.span().path("status").path("code").asInt()).isEqualTo(2);
        assertThat(tool.attribute("error.type")).contains("policy_blocked");
        assertThat(receiver.only(trace.value(), "guard prompt").attribute("aispm.guard.verdict"))
                .contains("flag");
        assertThat(receiver.only(trace.value(), "policy prompt").attribute("aispm.policy.decision"))
                .contains("allow");
        assertThat(receiver.of(trace.value()).toString()).doesNotContain("secret", "query");
    }

    @Test
    void aRefusedPromptIsATraceToo() {
        platform.send(event("spm-api", 9, new Payload.ChatMessage("user", "attack", "block")));

        await().atMost(PATIENCE).until(() -> !receiver.of(trace.value()).isEmpty());
        var turn = receiver.only(trace.value(), "invoke_agent");
        assertThat(turn.span().path("status").path("code").asInt()).isEqualTo(2);
        assertThat(turn.attribute("aispm.verdict")).contains("block");
    }

    @Test
    void waitsWhileTheReceiverIsAway() {
        receiver.refusals.addAll(List.of(503, 503, 429));
        platform.send(event("spm-api", 9, new Payload.ChatMessage("agent", "hello", "allow")));

        await().atMost(PATIENCE).until(() -> receiver.of(trace.value()).size() == 1);
        assertThat(receiver.refusals).isEmpty();
    }

    @Test
    void leavesOutWhatTheReceiverRefusesForGood() {
        receiver.refusals.add(400);
        platform.send(event("spm-api", 9, new Payload.ChatMessage("user", "attack", "block")));
        await().atMost(PATIENCE).until(receiver.refusals::isEmpty);
        platform.send(event("spm-api", 10, new Payload.ChatMessage("agent", "hello", "allow")));

        await().atMost(PATIENCE).until(() -> receiver.of(trace.value()).size() == 1);
        assertThat(receiver.of(trace.value()).getFirst().attribute("aispm.verdict"))
                .contains("allow");
    }

    private LineageEvent event(String service, long afterMs, Payload payload) {
        var clock = Clock.fixed(BEGAN.plusMillis(afterMs), ZoneOffset.UTC);
        return new LineageEvents(new Ids(), clock, service)
                .of(TenantId.of("t1"), agent, session, trace, "ada", payload);
    }

    private static String nanos(long afterMs) {
        return BEGAN.plusMillis(afterMs).toEpochMilli() + "000000";
    }
}
