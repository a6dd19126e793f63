package io.aispm.proxy.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardLimits;
import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardModelException;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.TestCalls;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Chunk;
import io.aispm.proxy.usage.CallEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is left in lineage where guard or policies can't be asked. */
class LlmScreenTests {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-04-25T12:00:00Z"), ZoneOffset.UTC);
    private static final JsonMapper JSON = new JsonMapper();
    private static final ChatRequest HELLO =
            ChatRequest.of(object("{\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}"));

    private final List<LineageEvent> recorded = new CopyOnWriteArrayList<>();
    private PolicyAnswer answer =
            new PolicyAnswer.Decided(PolicyDecision.of("allow", "", null, null, "1"), Duration.ZERO);

    @Test
    void recordsThatNoGuardCouldBeAskedAboutAPrompt() {
        var call = guarded("enforced");

        assertThatThrownBy(() -> screen().clear(call, HELLO, "m-1", 3)).isInstanceOf(LlmException.class);

        isRecordedAsUnavailable();
    }

    @Test
    void recordsThatNoGuardCouldBeAskedWhereItOnlyMonitors() {
        screen().clear(guarded("monitor"), HELLO, "m-1", 3);

        await().until(() -> !decisions("GuardDecision").isEmpty());
        isRecordedAsUnavailable();
    }

    @Test
    void recordsThatNoGuardCouldBeAskedAboutAnAnswer() {
        var answered = object("{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}");

        assertThatThrownBy(() -> screen().released(guarded("enforced"), answered, enforced()))
                .isInstanceOf(LlmException.class);

        isRecordedAsUnavailable();
    }

    @Test
    void recordsThatNoGuardCouldBeAskedAboutAStream() {
        var gate = screen().gate(guarded("enforced"), enforced());
        var event = new Chunk(object("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"}}]}"), null, true);

        assertThatThrownBy(() -> {
                    gate.take(event);
                    gate.finish();
                })
                .isInstanceOfSatisfying(
                        LlmException.class,
                        refused -> assertThat(refused.code()).isEqualTo("guard_unavailable"));

        isRecordedAsUnavailable();
    }

    @Test
    void recordsABlockWhereThePoliciesCannotBeAsked() {
        answer = new PolicyAnswer.Unavailable("The policy 'p1' failed.", "p1", Duration.ZERO);

        assertThatThrownBy(() -> screen().clear(guarded("off"), HELLO, "m-1", 3))
                .isInstanceOfSatisfying(
                        LlmException.class,
                        refused -> assertThat(refused.code()).isEqualTo("policy_unavailable"));

        assertThat(decisions("PolicyDecision"))
                .singleElement()
                .satisfies(decision -> assertThat(decision)
                        .containsEntry("decision", "block")
                        .containsEntry("reason", "policy_unavailable: The policy 'p1' failed.")
                        .containsEntry("policy_ids", List.of("p1")));
    }

    private void isRecordedAsUnavailable() {
        assertThat(decisions("GuardDecision"))
                .singleElement()
                .satisfies(decision -> assertThat(decision)
                        .containsEntry("stage", "llm")
                        .containsEntry("verdict", "block")
                        .containsEntry("categories", List.of())
                        .containsEntry("model", "unavailable"));
    }

    private List<Map<String, @Nullable Object>> decisions(String type) {
        return recorded.stream()
                .filter(event -> event.eventType().equals(type))
                .map(LineageEvent::payload)
                .toList();
    }

    private LlmScreen screen() {
        return new LlmScreen(
                new Guard(new Away(), GuardLimits.defaults()),
                _ -> answer,
                _ -> Optional.empty(),
                new CallEvents(new LineageEvents(new Ids(), NOON, "spm-llm-proxy"), recorded::add),
                NOON);
    }

    private static CallContext guarded(String mode) {
        return TestCalls.to("openai").setting("guard_llm", mode).call();
    }

    private static Clearance enforced() {
        return new Clearance(GuardMode.ENFORCED, Set.of(), Map.of(), Optional.empty(), null);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    /** A guard's model that never answers. */
    private static final class Away implements GuardModel {

        @Override
        public String name() {
            return "away";
        }

        @Override
        public GuardResult judge(TextKind kind, String text) throws GuardModelException {
            throw GuardModelException.unreadable("away");
        }
    }
}
