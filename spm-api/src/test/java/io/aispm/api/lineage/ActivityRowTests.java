package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivityRowTests {

    private final LineageEvents events = new LineageEvents(new Ids(), Clock.systemUTC(), "spm-api");
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final TraceId trace = TraceId.from(UUID.randomUUID());

    @Test
    void ofAMessageHasWhatWasSaid() {
        var event = of(new Payload.ChatMessage("user", "hello", "allow"));

        assertThat(ActivityRow.of(event))
                .containsOnlyKeys("id", "ts", "kind", "session_id", "role", "text", "trace_id", "verdict")
                .containsEntry("kind", "chat")
                .containsEntry("id", event.eventId())
                .containsEntry("role", "user")
                .containsEntry("text", "hello")
                .containsEntry("trace_id", trace)
                .containsEntry("session_id", session);
    }

    @Test
    void ofAToolCallHasItsArguments() {
        assertThat(row(new Payload.ToolCall("web_fetch", Map.of("query", "x"), false, "policy_blocked", 12)))
                .containsOnlyKeys("id", "ts", "kind", "trace_id", "ok", "error", "tool", "args", "duration_ms")
                .containsEntry("kind", "tool_call")
                .containsEntry("ok", false)
                .containsEntry("args", Map.of("query", "x"));
    }

    @Test
    void ofAModelCallHasItsTokens() {
        assertThat(row(new Payload.LlmCall("m", "p", 3, 5, true, null, 7, null, null)))
                .containsOnlyKeys("id", "ts", "kind", "trace_id", "ok", "model", "prompt_tokens", "completion_tokens")
                .containsEntry("kind", "llm_call")
                .containsEntry("ok", true);
    }

    @Test
    void ofARefusalIsNotOk() {
        assertThat(row(new Payload.GuardDecision("prompt", "block", 0.9, List.of("S2"), "m", "1", 1)))
                .containsEntry("kind", "guard_decision")
                .containsEntry("ok", false)
                .containsEntry("categories", List.of("S2"));
        assertThat(row(new Payload.PolicyDecision("prompt", "allow", "", List.of(), null, 1)))
                .containsEntry("kind", "policy_decision")
                .containsEntry("ok", true);
    }

    @Test
    void ofATypeFromTomorrowHasAKindToo() {
        assertThat(ActivityKind.ofType("AgentDreamtOfSheep")).isEqualTo("agent_dreamt_of_sheep");
    }

    @Test
    void areFilteredByKind() {
        assertThat(ActivityKind.typesOf("chat, tool_call,llm_call,agent_started"))
                .containsExactly("AgentChatMessage", "AgentToolCall", "AgentLLMCall", "AgentStarted");
        assertThatThrownBy(() -> ActivityKind.typesOf("chat,nonsense")).isInstanceOf(LineageException.class);
    }

    private Map<String, @Nullable Object> row(Payload payload) {
        return ActivityRow.of(of(payload));
    }

    private LineageEvent of(Payload payload) {
        return events.of(new TenantId("t1"), new AgentId(UUID.randomUUID()), session, trace, "ada", payload);
    }
}
