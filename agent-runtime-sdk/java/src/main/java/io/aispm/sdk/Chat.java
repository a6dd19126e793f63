package io.aispm.sdk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent's side of its conversations. */
public interface Chat {

    /**
     * Begins to hand out messages, each once, from the first one sent after the agent's start: up to 32 sessions at a time, a
     * session's messages one after another. Returns at once, and keeps the process alive until the platform stops it.
     *
     * @throws AispmException when there is a handler already
     */
    void onMessage(MessageHandler handler);

    /** Answers a message in one piece. */
    default void reply(ChatMessage message, String text) {
        reply(message.sessionId(), text, message.traceId());
    }

    /** Answers the session's open turn in one piece. */
    default void reply(String sessionId, String text) {
        reply(sessionId, text, null);
    }

    /** Answers the turn of a trace, or without one the session's open turn. */
    void reply(String sessionId, String text, @Nullable String traceId);

    /** Answers a message while the answer is being written. */
    default ReplyStream stream(ChatMessage message) {
        return stream(message.sessionId(), message.traceId());
    }

    /** Answers the session's open turn while the answer is being written. */
    default ReplyStream stream(String sessionId) {
        return stream(sessionId, null);
    }

    /** The same for the turn of a trace. */
    ReplyStream stream(String sessionId, @Nullable String traceId);

    /** The session's last ten messages before this turn, oldest first. */
    default List<HistoryEntry> history(String sessionId) {
        return history(sessionId, 10);
    }

    /** The session's last messages before this turn, at most so many (1 to 200), oldest first. */
    List<HistoryEntry> history(String sessionId, int limit);
}
