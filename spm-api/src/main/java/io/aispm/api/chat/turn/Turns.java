package io.aispm.api.chat.turn;

import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.chat.UserMessage;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.Guard;
import io.aispm.guard.Verdict;
import io.aispm.kit.id.Ids;
import io.aispm.kit.policy.PolicyEngine;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a turn from its first frame to its last, on the thread of the one who asks. However it ends, it is closed, and
 * nothing that its agent says later is shown.
 */
@Component
public class Turns {

    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final PromptGate prompts;
    private final Guard guard;
    private final PolicyEngine policies;
    private final PolicyQuestions questions;
    private final TurnStore store;
    private final TurnJournal journal;
    private final Inboxes inboxes;
    private final Relay relay;
    private final TurnApprovals approvals;
    private final TurnStages stages;
    private final ChatProperties properties;
    private final Ids ids;
    private final Clock clock;

    Turns(
            PromptGate prompts,
            Guard guard,
            PolicyEngine policies,
            PolicyQuestions questions,
            TurnStore store,
            TurnJournal journal,
            Inboxes inboxes,
            Relay relay,
            TurnApprovals approvals,
            TurnStages stages,
            ChatProperties properties,
            Ids ids,
            Clock clock) {
        this.prompts = prompts;
        this.guard = guard;
        this.policies = policies;
        this.questions = questions;
        this.store = store;
        this.journal = journal;
        this.inboxes = inboxes;
        this.relay = relay;
        this.approvals = approvals;
        this.stages = stages;
        this.properties = properties;
        this.ids = ids;
        this.clock = clock;
    }

    /** Takes an open turn to its end; returns when the reader has seen the last frame, or has gone. */
    public void take(Turn turn, PromptReading reading, Reader reader) {
        try {
            reader.show(lastFrame(turn, reading, reader));
        } catch (ReaderGoneException gone) {
            log.atDebug().addKeyValue("traceId", turn.trace()).log("The reader left before the turn had ended");
        } finally {
            journal.closed(turn);
        }
    }

    private Frame lastFrame(Turn turn, PromptReading reading, Reader reader) {
        var closed = false;
        try {
            reader.show(new Frame.Session(turn.session(), turn.trace()));
            var last = judgeAndCarry(turn, reading, reader);
            closed = true;
            return last;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Frame.Failed(Refusal.agentFailed("The turn was interrupted."));
        } catch (ReaderGoneException gone) {
            throw gone;
        } catch (RuntimeException failed) {
            log.atError().addKeyValue("traceId", turn.trace()).setCause(failed).log("The turn failed");
            return new Frame.Failed(Refusal.agentFailed("The turn failed for a reason that is in the service's log."));
        } finally {
            if (!closed) {
                close(turn);
            }
        }
    }

    private Frame judgeAndCarry(Turn turn, PromptReading reading, Reader reader) throws InterruptedException {
        return switch (prompts.judge(turn, reading)) {
            case Admission.Refused(var why, var kept) -> {
                keepPrompt(turn, kept, Verdict.BLOCK);
                store.close(turn);
                yield new Frame.Failed(why);
            }
            case Admission.Admitted(var text, var kept, var verdict) -> {
                keepPrompt(turn, kept, verdict);
                var withheld = approvals.released(turn);
                yield withheld.isPresent() ? repeat(turn, withheld.get(), reader) : converse(turn, text, reader);
            }
        };
    }

    private Frame converse(Turn turn, String text, Reader reader) throws InterruptedException {
        var inbox = inboxes.open(turn);
        try {
            relay.listen(turn.tenant(), turn.agentId());
            try {
                var message = new UserMessage(
                        ids.next(), turn.session(), turn.person().sub(), text, clock.instant(), turn.trace());
                relay.send(turn.tenant(), turn.agentId(), message, () -> inbox.fail(Refusal.kafkaUnavailable()));
                try {
                    return answer(turn, inbox, reader, false);
                } finally {
                    inbox.firstHeardAfter().ifPresent(took -> stages.note(TurnStage.AGENT, took));
                }
            } finally {
                relay.leave(turn.tenant(), turn.agentId());
            }
        } catch (RelayException away) {
            log.atWarn().addKeyValue("traceId", turn.trace()).setCause(away).log("The agent can't be reached");
            store.close(turn);
            return new Frame.Failed(Refusal.kafkaUnavailable());
        } finally {
            inboxes.close(turn);
        }
    }

    /** A reply that was withheld and has been approved since: judged once more, and the agent is not asked again. */
    private Frame repeat(Turn turn, String reply, Reader reader) throws InterruptedException {
        var inbox = new Inbox(clock, properties.maxReply());
        inbox.deliver(new AgentReply.Whole(turn.session(), reply, clock.instant(), turn.trace()));
        return answer(turn, inbox, reader, true);
    }

    private Frame answer(Turn turn, Inbox inbox, Reader reader, boolean approved) throws InterruptedException {
        var gate = new OutputGate(turn, guard, policies, questions, stages, approved);
        var answer = new Answer(inbox, gate, reader, properties, clock);
        try {
            return switch (carry(answer, gate)) {
                case Answer.Ending.Whole(var reason) -> {
                    keepReply(turn, answer.released(), gate.verdict());
                    yield new Frame.Done(answer.released(), reason);
                }
                case Answer.Ending.Failed(var why) -> {
                    var escalated = gate.escalation();
                    var last = escalated == null ? why : withhold(turn, escalated, answer);
                    keepWhatWasStopped(turn, answer.released(), gate.refusal() != null || escalated != null);
                    yield new Frame.Failed(last);
                }
                case Answer.Ending.None _ -> throw new IllegalStateException("an answer without an end");
            };
        } catch (ReaderGoneException gone) {
            if (!answer.released().isEmpty()) {
                keepReply(turn, answer.released(), gate.verdict());
            }
            throw gone;
        }
    }

    private Refusal withhold(Turn turn, PolicyDecision escalated, Answer answer) throws InterruptedException {
        return answer.toItsEnd()
                .map(whole -> Refusal.needsApproval(escalated, approvals.withhold(turn, escalated, whole)))
                .orElseGet(() -> Refusal.agentFailed("The reply needs an approval, and its agent did not end it."));
    }

    /** What was decided is recorded before what was said. */
    private Answer.Ending carry(Answer answer, OutputGate gate) throws InterruptedException {
        try {
            return answer.carry();
        } finally {
            gate.record(journal);
        }
    }

    /** What the agent never began to say is no message; what we withheld is one, however little of it was shown. */
    private void keepWhatWasStopped(Turn turn, String released, boolean withheld) {
        if (released.isEmpty() && !withheld) {
            store.close(turn);
            return;
        }
        keepReply(turn, released, Verdict.BLOCK);
    }

    private void keepPrompt(Turn turn, String text, Verdict verdict) {
        stages.time(TurnStage.KEEPING, () -> store.keepPrompt(turn, text, verdict));
        journal.message(turn, "user", text, verdict);
    }

    private void keepReply(Turn turn, String text, Verdict verdict) {
        stages.time(TurnStage.REPLY_KEEPING, () -> store.keepReply(turn, text, verdict));
        journal.message(turn, "agent", text, verdict);
    }

    private void close(Turn turn) {
        try {
            store.close(turn);
        } catch (RuntimeException away) {
            log.atWarn().addKeyValue("traceId", turn.trace()).setCause(away).log("The turn could not be closed");
        }
    }
}
