package io.aispm.api.chat.turn;

import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.GuardResult;
import io.aispm.guard.Verdict;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.policy.PolicyAnswer;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Records each step of a turn under its trace id, refused ones too. Recording never holds a turn up. */
@Component
public class TurnJournal {

    private static final double NANOS_PER_MILLI = 1e6;

    private final LineageProducer lineage;
    private final LineageEvents events;
    private final ControlChannel control;

    TurnJournal(LineageProducer lineage, LineageEvents events, ControlChannel control) {
        this.lineage = lineage;
        this.events = events;
        this.control = control;
    }

    void guard(Turn turn, Stage stage, GuardResult result) {
        emit(
                turn,
                new Payload.GuardDecision(
                        stage.toString(),
                        result.verdict().toString(),
                        result.score(),
                        result.categories(),
                        result.categoryScores(),
                        result.signals(),
                        result.model(),
                        result.modelVersion(),
                        result.processingMs()));
    }

    void guardUnavailable(Turn turn, Stage stage) {
        emit(turn, Payload.GuardDecision.unavailable(stage.toString()));
    }

    void policy(Turn turn, Stage stage, PolicyAnswer answer) {
        emit(
                turn,
                switch (answer) {
                    case PolicyAnswer.Decided(var decision, var took) ->
                        new Payload.PolicyDecision(
                                stage.toString(),
                                decision.decision().toString(),
                                decision.reason(),
                                decision.policyIds(),
                                decision.revision(),
                                milliseconds(took));
                    case PolicyAnswer.Unavailable(var reason, var policy, var took) ->
                        new Payload.PolicyDecision(
                                stage.toString(),
                                PolicyDecision.Outcome.BLOCK.toString(),
                                "policy_unavailable: " + reason,
                                policy == null ? List.of() : List.of(policy),
                                null,
                                milliseconds(took));
                });
    }

    void message(Turn turn, String role, String text, Verdict verdict) {
        emit(turn, new Payload.ChatMessage(role, text, verdict.toString()));
    }

    /** Tells the gateways that calls under this trace id no longer belong to a turn; in the background. */
    void closed(Turn turn) {
        Thread.ofVirtual()
                .name("turn-closed")
                .start(() -> control.publish(ControlEvent.turnClosed(turn.tenant(), turn.agentId(), turn.trace())));
    }

    private void emit(Turn turn, Payload payload) {
        lineage.emit(events.of(
                turn.tenant(),
                turn.agentId(),
                turn.session(),
                turn.trace(),
                turn.person().sub(),
                payload));
    }

    private static double milliseconds(Duration took) {
        return took.toNanos() / NANOS_PER_MILLI;
    }
}
