package io.aispm.api.chat.turn;

import io.aispm.contract.chat.SessionId;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.GuardResult;
import io.aispm.guard.GuardSettings;
import io.aispm.guard.Screening;
import io.aispm.guard.Verdict;
import io.aispm.guard.redact.RedactionDuty;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.kit.policy.PolicyRates;
import io.aispm.kit.policy.StepRates;
import java.util.concurrent.FutureTask;
import org.springframework.stereotype.Component;

/** Judges a person's message: first the guard, then the policies. Whoever can't be asked has said no. */
@Component
class PromptGate {

    private static final int REMEMBERED = 10;

    private final Guard guard;
    private final PolicyEngine policies;
    private final PolicyRates rates;
    private final PolicyQuestions questions;
    private final TurnStore store;
    private final TurnJournal journal;
    private final TurnApprovals approvals;
    private final TurnStages stages;

    PromptGate(
            Guard guard,
            PolicyEngine policies,
            StepRates rates,
            PolicyQuestions questions,
            TurnStore store,
            TurnJournal journal,
            TurnApprovals approvals,
            TurnStages stages) {
        this.guard = guard;
        this.policies = policies;
        this.rates = new PolicyRates(rates);
        this.questions = questions;
        this.store = store;
        this.journal = journal;
        this.approvals = approvals;
        this.stages = stages;
    }

    /** Begins to read a prompt; needs nothing of its turn, so that both can come to be at the same time. */
    PromptReading begin(SessionId session, String text, GuardSettings settings) {
        var reading = new FutureTask<>(() -> guard.screen(
                Screening.prompt(text, store.accepted(session, REMEMBERED)).under(settings)));
        Thread.ofVirtual().name("prompt-reading").start(reading);
        return new PromptReading(reading);
    }

    Admission judge(Turn turn, PromptReading reading) {
        return switch (stages.time(TurnStage.GUARD, reading::outcome)) {
            case GuardOutcome.Judged(var result) -> {
                journal.guard(turn, Stage.PROMPT, result);
                yield result.verdict() == Verdict.BLOCK ? refused(turn, Refusal.byGuard(result)) : decide(turn, result);
            }
            case GuardOutcome.Unavailable _ -> {
                journal.guardUnavailable(turn, Stage.PROMPT);
                yield refused(turn, Refusal.guardUnavailable());
            }
        };
    }

    private Admission decide(Turn turn, GuardResult result) {
        var question = questions.ofPrompt(turn, result);
        var answer = stages.time(TurnStage.POLICY, () -> rates.hold(question, policies.decide(question)));
        journal.policy(turn, Stage.PROMPT, answer);
        return switch (answer) {
            case PolicyAnswer.Unavailable unavailable -> refused(turn, Refusal.policyUnavailable(unavailable));
            case PolicyAnswer.Decided(var decision, var _) -> follow(turn, decision, result.verdict());
        };
    }

    private Admission follow(Turn turn, PolicyDecision decision, Verdict verdict) {
        return switch (decision.decision()) {
            case ALLOW, REDACT -> admitted(turn, decision, verdict);
            case BLOCK -> refused(turn, Refusal.byPolicy(decision));
            case ESCALATE -> escalate(turn, decision, verdict);
        };
    }

    private Admission escalate(Turn turn, PolicyDecision decision, Verdict verdict) {
        var ruling = approvals.ofPrompt(turn, decision);
        return ruling.approved()
                ? admitted(turn, decision, verdict)
                : refused(turn, Refusal.needsApproval(decision, ruling.id()));
    }

    private static Admission admitted(Turn turn, PolicyDecision decision, Verdict verdict) {
        var kinds = RedactionDuty.of(decision);
        var text = kinds.isEmpty()
                ? turn.text()
                : Redactor.of(kinds).redact(turn.text()).text();
        return new Admission.Admitted(text, kept(turn, Redactor.byDefault().and(kinds)), verdict);
    }

    private static Admission refused(Turn turn, Refusal why) {
        return new Admission.Refused(why, kept(turn, Redactor.byDefault()));
    }

    private static String kept(Turn turn, Redactor redactor) {
        return redactor.redact(turn.text()).text();
    }
}
