package io.aispm.api.chat.turn;

import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.guard.GuardResult;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says to the policy engine what a turn's step is about. */
@Component
class PolicyQuestions {

    private final Clock clock;

    PolicyQuestions(Clock clock) {
        this.clock = clock;
    }

    PolicyQuestion ofPrompt(Turn turn, GuardResult guard) {
        return question(turn, Stage.PROMPT, turn.text(), null, null, guard);
    }

    /** The reply is all that was released and what is to be released next; after {@code last}, nothing is. */
    PolicyQuestion ofReply(Turn turn, String soFar, boolean last, GuardResult guard) {
        return question(turn, Stage.OUTPUT, null, soFar, last, guard);
    }

    private PolicyQuestion question(
            Turn turn,
            Stage stage,
            @Nullable String prompt,
            @Nullable String reply,
            @Nullable Boolean replyEnded,
            GuardResult guard) {
        return new PolicyQuestion(
                stage,
                turn.tenant(),
                turn.agent(),
                turn.person(),
                new PolicyQuestion.Session(turn.session().toString(), turn.number()),
                prompt,
                reply,
                replyEnded,
                null,
                null,
                new PolicyQuestion.Guard(
                        guard.verdict().toString(),
                        guard.score(),
                        guard.categories(),
                        guard.categoryScores(),
                        guard.signals()),
                turn.policies(),
                clock.instant());
    }
}
