package io.aispm.api.chat.turn;

import io.aispm.guard.Verdict;

/** Whether a person's message may go to its agent. */
sealed interface Admission {

    /** The message as it is kept, with nothing in it that may not be kept. */
    String kept();

    /** It may.
     *
     * @param text as it goes to the agent
     */
    record Admitted(String text, String kept, Verdict verdict) implements Admission {}

    /** It may not. */
    record Refused(Refusal why, String kept) implements Admission {}
}
