package io.aispm.api.chat.turn;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardResult;
import io.aispm.guard.Screening;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.guard.redact.RedactionDuty;
import io.aispm.guard.stream.Window;
import io.aispm.guard.stream.WindowVerdict;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges one reply, window by window: first the guard, then the policies. Many windows make one decision of each in
 * lineage: the gravest, with the time that all took.
 */
final class OutputGate {

    private final Turn turn;
    private final Guard guard;
    private final PolicyEngine policies;
    private final PolicyQuestions questions;
    private final TurnStages stages;
    private final boolean approved;

    private @Nullable GuardResult gravest;
    private @Nullable GuardResult lastResult;
    private boolean ended;
    private double guardTook;
    private final TreeSet<String> categories = new TreeSet<>();
    private boolean guardFailed;
    private @Nullable PolicyAnswer lastAnswer;
    private Duration policiesTook = Duration.ZERO;
    private @Nullable Refusal refusal;
    private @Nullable PolicyDecision escalation;

    /** @param approved whether a person has agreed to this very reply, so that no policy asks for one again */
    OutputGate(
            Turn turn,
            Guard guard,
            PolicyEngine policies,
            PolicyQuestions questions,
            TurnStages stages,
            boolean approved) {
        this.turn = turn;
        this.approved = approved;
        this.guard = guard;
        this.policies = policies;
        this.questions = questions;
        this.stages = stages;
    }

    WindowVerdict judge(Window window, String released) {
        var screening = Screening.of(TextKind.REPLY, window.text()).under(turn.guard());
        return switch (stages.time(TurnStage.REPLY_GUARD, () -> guard.screen(screening))) {
            case GuardOutcome.Unavailable _ -> {
                guardFailed = true;
                yield stop(Refusal.guardUnavailable());
            }
            case GuardOutcome.Judged(var result) -> {
                note(result);
                yield result.verdict() == Verdict.BLOCK
                        ? stop(Refusal.ofOutput(result.categories()))
                        : decide(released + window.text().substring(window.fresh()), window.last(), result);
            }
        };
    }

    /**
     * Says to the policies that nothing comes any more, where the last window was judged before that was known: a rule may
     * have waited for what comes next.
     */
    WindowVerdict conclude(String released) {
        return ended || lastResult == null || turn.policies().isEmpty()
                ? new WindowVerdict.Pass()
                : decide(released, true, lastResult);
    }

    /** Why the gate stopped the reply; null while it has not. */
    @Nullable Refusal refusal() {
        return refusal;
    }

    /** The guard's gravest word on what was released. */
    Verdict verdict() {
        return gravest == null ? Verdict.ALLOW : gravest.verdict();
    }

    /** Records what was decided of the reply; nothing where nothing came to be judged. */
    void record(TurnJournal journal) {
        if (guardFailed) {
            journal.guardUnavailable(turn, Stage.OUTPUT);
        } else if (gravest != null) {
            journal.guard(turn, Stage.OUTPUT, summary(gravest));
        }
        if (lastAnswer != null) {
            journal.policy(turn, Stage.OUTPUT, within(lastAnswer));
        }
    }

    private WindowVerdict decide(String soFar, boolean last, GuardResult result) {
        ended = last;
        lastResult = result;
        var answer = stages.time(
                TurnStage.REPLY_POLICY, () -> policies.decide(questions.ofReply(turn, soFar, last, result)));
        policiesTook = policiesTook.plus(took(answer));
        lastAnswer = graver(answer);
        return switch (answer) {
            case PolicyAnswer.Unavailable unavailable -> stop(Refusal.policyUnavailable(unavailable));
            case PolicyAnswer.Decided(var decision, var _) -> follow(decision);
        };
    }

    private WindowVerdict follow(PolicyDecision decision) {
        return switch (decision.decision()) {
            case ALLOW, REDACT -> pass(decision);
            case BLOCK -> stop(Refusal.byPolicy(decision));
            case ESCALATE -> approved ? pass(decision) : escalate(decision);
        };
    }

    private static WindowVerdict pass(PolicyDecision decision) {
        var kinds = RedactionDuty.of(decision);
        return kinds.isEmpty() ? new WindowVerdict.Pass() : new WindowVerdict.Redact(kinds);
    }

    /** What refuses in the end is known once the whole reply is there to be withheld. */
    private WindowVerdict escalate(PolicyDecision decision) {
        escalation = decision;
        return new WindowVerdict.Stop("approval_required", "Approval required: " + decision.reason(), List.of());
    }

    /** What a policy wants approved of the reply; null where none does. */
    @Nullable PolicyDecision escalation() {
        return escalation;
    }

    private WindowVerdict stop(Refusal why) {
        refusal = why;
        return new WindowVerdict.Stop(why.code(), why.text(), why.categories());
    }

    private void note(GuardResult result) {
        guardTook += result.processingMs();
        categories.addAll(result.categories());
        if (gravest == null
                || result.verdict().compareTo(gravest.verdict()) > 0
                || (result.verdict() == gravest.verdict() && result.score() > gravest.score())) {
            gravest = result;
        }
    }

    /** A later allow does not hide that a window before was redacted. */
    private PolicyAnswer graver(PolicyAnswer answer) {
        var stays = lastAnswer instanceof PolicyAnswer.Decided(var before, var _)
                && before.decision() == PolicyDecision.Outcome.REDACT
                && answer instanceof PolicyAnswer.Decided(var now, var _)
                && now.decision() == PolicyDecision.Outcome.ALLOW;
        return stays && lastAnswer != null ? lastAnswer : answer;
    }

    private static Duration took(PolicyAnswer answer) {
        return switch (answer) {
            case PolicyAnswer.Decided(var _, var took) -> took;
            case PolicyAnswer.Unavailable(var _, var _, var took) -> took;
        };
    }

    private PolicyAnswer within(PolicyAnswer answer) {
        return switch (answer) {
            case PolicyAnswer.Decided(var decision, var _) -> new PolicyAnswer.Decided(decision, policiesTook);
            case PolicyAnswer.Unavailable(var reason, var policy, var _) ->
                new PolicyAnswer.Unavailable(reason, policy, policiesTook);
        };
    }

    private GuardResult summary(GuardResult worst) {
        return new GuardResult(
                worst.verdict(),
                worst.score(),
                List.copyOf(categories),
                worst.categoryScores(),
                worst.signals(),
                List.of(),
                worst.model(),
                worst.modelVersion(),
                guardTook);
    }
}
