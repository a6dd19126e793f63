package io.aispm.api.chat.turn;

import io.aispm.contract.chat.SessionId;
import io.aispm.guard.Verdict;
import java.util.List;

/** Keeps what was said in a turn, and that it is open. */
public interface TurnStore {

    /** What this person said last in the session and was let through, oldest first. */
    List<String> accepted(SessionId session, int most);

    /** Keeps the person's message; {@code text} is already redacted. */
    void keepPrompt(Turn turn, String text, Verdict verdict);

    /** Keeps the agent's reply, as released, and closes the turn, both or neither. */
    void keepReply(Turn turn, String text, Verdict verdict);

    /** Closes the turn without a reply. */
    void close(Turn turn);
}
