package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.policy.RecordedQuestion;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.kit.page.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineageTurnsTests {

    private static final Instant THEN = Instant.parse("2026-04-25T10:00:00Z");
    private static final List<LinkedPolicy> LINKED =
            List.of(new LinkedPolicy("gold", 2, PolicyMode.ENFORCED, Map.of()));

    private final TenantId tenant = TenantId.of("t1");
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final TraceId trace = TraceId.of("0af7651916cd43dd8448eb211c80319c");
    private final List<LineageEvent> events = new ArrayList<>();
    private int lookups;
    private final LineageTurns turns =
            new LineageTurns((_, _, _) -> events, (_, _, _, _) -> messages(), (_, _) -> Optional.empty(), (_, _) -> {
                lookups++;
                return LINKED;
            });

    @Test
    void asksAgainAboutEachStepWithWhatTheGuardHadSaidOfIt() {
        happened(
                "GuardDecision",
                Map.of("stage", "prompt", "verdict", "flag", "score", 0.4, "categories", List.of("S2")));
        happened("AgentChatMessage", Map.of("role", "user", "text", "gold?", "verdict", "flag"));
        happened("GuardDecision", Map.of("stage", "tools", "verdict", "allow", "score", 0.0, "categories", List.of()));
        happened("AgentToolCall", Map.of("tool", "web_fetch", "args", Map.of("query", "gold"), "ok", true));
        happened("GuardDecision", Map.of("stage", "llm", "verdict", "allow", "score", 0.1, "categories", List.of()));
        happened("AgentLLMCall", Map.of("model", "tiny", "prompt_tokens", 12, "ok", true));
        happened("GuardDecision", Map.of("stage", "output", "verdict", "allow", "score", 0.2, "categories", List.of()));
        happened("AgentChatMessage", Map.of("role", "agent", "text", "yes", "verdict", "allow"));

        var questions = turns.questions(tenant, trace);

        assertThat(questions)
                .extracting(question -> question.get("stage"))
                .containsExactly("prompt", "tools", "llm", "output");
        assertThat(questions.getFirst())
                .containsEntry("tenant_id", "t1")
                .containsEntry("agent", Map.of("id", agent.toString()))
                .containsEntry("user", Map.of("sub", "ada", "roles", List.of(), "scopes", List.of()))
                .containsEntry("session", Map.of("id", session.toString()))
                .containsEntry("prompt", "gold?")
                .containsEntry("guard", Map.of("verdict", "flag", "score", 0.4, "categories", List.of("S2")))
                .containsEntry("linked_policies", LINKED)
                .containsEntry("now", THEN);
        assertThat(questions.get(1))
                .containsEntry("tool", Map.of("name", "web_fetch", "args", Map.of("query", "gold")))
                .doesNotContainKey("guard");
        assertThat(questions.get(2))
                .containsEntry("llm", Map.of("model", "tiny", "tokens", 12))
                .containsEntry("guard", Map.of("verdict", "allow", "score", 0.1, "categories", List.of()));
        assertThat(questions.get(3)).containsEntry("reply", "yes").doesNotContainKey("prompt");
    }

    @Test
    void aTraceOfNothingHasNoQuestions() {
        assertThat(turns.questions(tenant, trace)).isEmpty();
    }

    @Test
    void tellsWhatWasDecidedOfEachStep() {
        happened("GuardDecision", Map.of("stage", "prompt", "verdict", "allow"));
        happened("PolicyDecision", Map.of("stage", "prompt", "decision", "redact"));
        happened("AgentChatMessage", Map.of("role", "user", "text", "one"));
        happened("PolicyDecision", Map.of("stage", "tools", "decision", "unavailable"));
        happened("AgentToolCall", Map.of("tool", "a", "ok", false));
        happened("AgentToolCall", Map.of("tool", "b", "ok", false, "error", "invalid_call: no such tool"));
        happened("AgentToolCall", Map.of("tool", "c", "ok", true));
        happened("PolicyDecision", Map.of("stage", "output", "decision", "allow"));
        happened("AgentChatMessage", Map.of("role", "agent", "text", "two"));

        var page = turns.newest(tenant, agent, 10, null);

        assertThat(page.count()).isOne();
        assertThat(page.questions())
                .extracting(RecordedQuestion::decision)
                .containsExactly("redact", "block", null, "allow");
        assertThat(page.questions().getLast().input()).containsEntry("reply_ended", true);
        assertThat(lookups).isOne();
    }

    @Test
    void whatTheGuardBlockedIsABlock() {
        happened("GuardDecision", Map.of("stage", "prompt", "verdict", "block"));
        happened("AgentChatMessage", Map.of("role", "user", "text", "one"));

        assertThat(turns.of(tenant, trace))
                .extracting(RecordedQuestion::decision)
                .containsExactly("block");
    }

    @Test
    void aPageEndsAfterItsLastTurnAndTheNextBeginsThere() {
        happened("AgentChatMessage", Map.of("role", "user", "text", "one"));
        happened("AgentChatMessage", Map.of("role", "agent", "text", "two"));
        happened("AgentChatMessage", Map.of("role", "user", "text", "three"));

        assertThat(turns.newest(tenant, agent, 1, null).count()).isOne();
        assertThat(turns.newest(tenant, agent, 1, null).next()).isNotNull();
        assertThat(turns.newest(tenant, agent, 2, null).next()).isNull();
    }

    private Page<LineageEvent> messages() {
        return new Page<>(
                events.reversed().stream()
                        .filter(event -> event.eventType().equals("AgentChatMessage"))
                        .toList(),
                null);
    }

    private void happened(String type, Map<String, @Nullable Object> payload) {
        events.add(new LineageEvent(
                UUID.randomUUID(), session, type, payload, THEN, trace, agent, "ada", tenant, "spm-api", 1));
    }
}
