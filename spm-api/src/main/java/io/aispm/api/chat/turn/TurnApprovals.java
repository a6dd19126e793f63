package io.aispm.api.chat.turn;

import io.aispm.api.approval.Approvals;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.json.CanonicalJson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks about a turn's prompt and reply what people have approved. */
@Component
class TurnApprovals {

    private static final int LONGEST_SUBJECT = 4_000;

    private final Approvals approvals;

    TurnApprovals(Approvals approvals) {
        this.approvals = approvals;
    }

    /** Whether the prompt may go to its agent; where it may not, its approval is asked for. */
    ApprovalQuestion.Ruling ofPrompt(Turn turn, PolicyDecision decision) {
        return approvals.ask(question(turn, ApprovalQuestion.Kind.PROMPT, decision));
    }

    /** Withholds a reply until somebody approves it; answers the approval's id. */
    String withhold(Turn turn, PolicyDecision decision, String reply) {
        return approvals.withhold(question(turn, ApprovalQuestion.Kind.OUTPUT, decision), reply);
    }

    /** The reply that was withheld from the same prompt, and may be given now. Only policies withhold. */
    Optional<String> released(Turn turn) {
        return turn.policies().isEmpty()
                ? Optional.empty()
                : approvals.released(question(turn, ApprovalQuestion.Kind.OUTPUT, null));
    }

    private static ApprovalQuestion question(Turn turn, ApprovalQuestion.Kind kind, @Nullable PolicyDecision decision) {
        var subject = Redactor.byDefault().redact(turn.text()).text();
        return new ApprovalQuestion(
                turn.tenant(),
                turn.agentId(),
                turn.person().sub(),
                turn.session(),
                turn.trace(),
                kind,
                CanonicalJson.digest(Map.of("prompt", turn.text())),
                subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)),
                decision == null ? "" : decision.reason(),
                decision == null || decision.policyIds().isEmpty()
                        ? null
                        : decision.policyIds().getFirst());
    }
}
