package io.aispm.proxy.screen;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.Guard;
import io.aispm.guard.GuardOutcome;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.guard.redact.RedactionDuty;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.call.Approvals;
import io.aispm.kit.policy.Obligations;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.usage.CallEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks guard and policies about model calls; where one that counts can't be asked, the call is refused. */
public final class LlmScreen {

    private static final Logger log = LoggerFactory.getLogger(LlmScreen.class);

    /** More texts than this are not watched at once: watching may not take the machine from those who serve. */
    private static final int WATCHED_AT_ONCE = 64;

    /** Of a longer text, only the end is watched: it is what is new in a conversation. */
    private static final int WATCHED_LENGTH = 64 << 10;

    private final Screened screened;
    private final PolicyEngine policies;
    private final Approvals approvals;
    private final CallEvents events;
    private final Clock clock;
    private final Semaphore watching = new Semaphore(WATCHED_AT_ONCE);

    public LlmScreen(Guard guard, PolicyEngine policies, Approvals approvals, CallEvents events, Clock clock) {
        this.screened = new Screened(guard, events);
        this.approvals = approvals;
        this.policies = policies;
        this.events = events;
        this.clock = clock;
    }

    /** Gives leave to call the model, or refuses. */
    public Clearance clear(CallContext call, ChatRequest request, String model, long tokens) {
        return clear(call, PromptText.untrusted(request), Deed.of(model, request), tokens);
    }

    /** Gives leave to have embeddings made, or refuses. */
    public Clearance clear(CallContext call, EmbeddingsInput input, String model, long tokens) {
        return clear(call, input.text(), Deed.of(model, input), tokens);
    }

    /** The same leave for another model, about which only the policies have to be asked. */
    public Clearance elsewhere(CallContext call, Clearance given, ChatRequest request, String model, long tokens) {
        var cleared = decided(call, Deed.of(model, request), tokens, given.mode(), given.guard());
        cleared.model().filter(required -> !required.equals(model)).ifPresent(required -> {
            throw LlmException.policyBlocked("the model '" + required + "' is required", List.of());
        });
        return cleared;
    }

    private Clearance clear(CallContext call, String text, Deed deed, long tokens) {
        var mode = GuardMode.of(call);
        var guard = mode == GuardMode.ENFORCED ? guarded(call, text) : null;
        if (mode == GuardMode.MONITOR) {
            watch(call, TextKind.LLM_PROMPT, text);
        }
        return decided(call, deed, tokens, mode, guard);
    }

    /** The request as it may leave. */
    public ChatRequest redacted(ChatRequest request, Clearance clearance) {
        return clearance.redact().isEmpty() ? request : PromptText.redacted(request, Redactor.of(clearance.redact()));
    }

    /** The answer as it may be given, if it may. */
    public ObjectNode released(CallContext call, ObjectNode answer, Clearance clearance) {
        return new WholeAnswer(screened, call, clearance).release(answer);
    }

    /** The gate that a streamed answer's events pass. */
    public AnswerGate gate(CallContext call, Clearance clearance) {
        if (clearance.mode() == GuardMode.ENFORCED || !clearance.redact().isEmpty()) {
            return new ScreenedGate(screened, call, clearance, clock);
        }
        return AnswerGate.OPEN;
    }

    /** Looks at an answer that was given already, where the guard only monitors. */
    public void watchAnswer(CallContext call, Clearance clearance, String text) {
        if (clearance.mode() == GuardMode.MONITOR) {
            watch(call, TextKind.LLM_REPLY, text);
        }
    }

    private PolicyQuestion.Guard guarded(CallContext call, String text) {
        return switch (screened.judge(call, TextKind.LLM_PROMPT, text)) {
            case GuardOutcome.Judged(var result)
            when result.verdict() == Verdict.BLOCK ->
                throw LlmException.guardBlocked(result.refusal(), result.categories());
            case GuardOutcome.Judged(var result) ->
                new PolicyQuestion.Guard(
                        result.verdict().toString(),
                        result.score(),
                        result.categories(),
                        result.categoryScores(),
                        result.signals());
            case GuardOutcome.Unavailable _ -> throw LlmException.guardUnavailable();
        };
    }

    private void watch(CallContext call, TextKind kind, String text) {
        if (text.isBlank()) {
            return;
        }
        if (!watching.tryAcquire()) {
            log.atDebug().log("Too many texts are watched at once; one is passed over");
            return;
        }
        var end = text.substring(Math.max(0, text.length() - WATCHED_LENGTH));
        Thread.ofVirtual().name("guard-monitor").start(() -> {
            try {
                screened.judge(call, kind, end);
            } finally {
                watching.release();
            }
        });
    }

    private Clearance decided(
            CallContext call, Deed deed, long tokens, GuardMode mode, PolicyQuestion.@Nullable Guard guard) {
        return switch (policies.decide(question(call, deed.model(), tokens, guard))) {
            case PolicyAnswer.Decided(var decision, var took) -> {
                record(call, decision, took);
                obey(call, deed, decision);
                var duties = Obligations.of(decision);
                yield new Clearance(mode, RedactionDuty.of(decision), duties.limits(), duties.model(), guard);
            }
            case PolicyAnswer.Unavailable away -> {
                record(call, unavailable(away), away.took());
                throw LlmException.policyUnavailable();
            }
        };
    }

    private PolicyQuestion question(CallContext call, String model, long tokens, PolicyQuestion.@Nullable Guard guard) {
        var session = call.turn().sessionId();
        return new PolicyQuestion(
                Stage.LLM,
                call.tenantId(),
                call.agent(),
                call.turn().user(),
                session == null
                        ? null
                        : new PolicyQuestion.Session(
                                session.toString(), call.turn().number()),
                null,
                null,
                null,
                new PolicyQuestion.Llm(model, tokens),
                guard,
                call.linkedPolicies(),
                clock.instant());
    }

    private void obey(CallContext call, Deed deed, PolicyDecision decision) {
        switch (decision.decision()) {
            case ALLOW, REDACT -> log.atTrace().log("The policies let the call pass");
            case BLOCK -> throw LlmException.policyBlocked(decision.reason(), decision.policyIds());
            case ESCALATE -> mustBeApproved(call, deed, decision);
        }
    }

    /** Where nobody can say whether the call was approved, it wasn't. */
    private void mustBeApproved(CallContext call, Deed deed, PolicyDecision decision) {
        var ruling = approvals.ask(deed.question(call, decision)).orElseThrow(LlmException::controlPlaneAway);
        if (!ruling.approved()) {
            throw LlmException.approvalRequired(decision.reason(), ruling.id());
        }
    }

    private void record(CallContext call, PolicyDecision decision, Duration took) {
        events.emit(
                call,
                new Payload.PolicyDecision(
                        Stage.LLM.toString(),
                        decision.decision().toString(),
                        decision.reason(),
                        decision.policyIds(),
                        decision.revision(),
                        took.toNanos() / 1e6));
    }

    private static PolicyDecision unavailable(PolicyAnswer.Unavailable away) {
        var policies = away.policyId() == null ? List.<String>of() : List.of(away.policyId());
        return PolicyDecision.of("block", "policy_unavailable: " + away.reason(), policies, null, null);
    }
}
