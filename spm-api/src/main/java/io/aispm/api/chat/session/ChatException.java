package io.aispm.api.chat.session;

import io.aispm.contract.agent.RuntimeState;
import io.aispm.contract.chat.SessionId;
import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** A turn that can't begin, or a conversation that can't be read. */
public final class ChatException extends DomainException {

    private ChatException(Kind kind, String code, String sentence, Map<String, Object> properties) {
        super(kind, code, sentence, List.of(), properties);
    }

    private static ChatException of(Kind kind, String code, String sentence) {
        return new ChatException(kind, code, sentence, Map.of());
    }

    /** There is no such conversation of this user with this agent. */
    public static ChatException unknownSession(SessionId session) {
        return of(Kind.NOT_FOUND, "session_not_found", "There is no session '" + session + "'.");
    }

    /** The body names no message. */
    public static ChatException noMessage() {
        return of(Kind.BAD_REQUEST, "message_required", "`message` (string) is required");
    }

    /** The body is no JSON object. */
    public static ChatException malformedBody() {
        return of(Kind.BAD_REQUEST, "malformed_body", "The body must be a JSON object.");
    }

    /** The session's name is no UUID. */
    public static ChatException malformedSession() {
        return of(Kind.BAD_REQUEST, "bad_session_id", "`session_id` must be a UUID.");
    }

    /** The agent does not run. */
    public static ChatException notRunning(RuntimeState state) {
        return of(Kind.CONFLICT, "agent_not_running", "agent is '" + state + "'; start it before chatting");
    }

    /** The message is larger than may be. */
    public static ChatException tooLarge(DataSize most) {
        return of(Kind.TOO_LARGE, "message_too_large", "A message may have at most " + most.toKilobytes() + " KB.");
    }

    /** The user begins turns too fast. */
    public static ChatException rateLimited(int perMinute) {
        return new ChatException(
                Kind.RATE_LIMITED,
                "rate_limited",
                "At most " + perMinute + " turns a minute may be begun. Try again in a second.",
                Map.of("retry_after", 1));
    }

    /** Too many of the agent's sessions have open turns. */
    public static ChatException tooManySessions(int most) {
        return new ChatException(
                Kind.RATE_LIMITED,
                "too_many_sessions",
                "The agent is answering in " + most + " sessions already. Try again when one of them has its answer.",
                Map.of("retry_after", 1));
    }

    /** Too many of the agent's turns are open. */
    public static ChatException tooManyTurns(int most) {
        return new ChatException(
                Kind.RATE_LIMITED,
                "too_many_turns",
                "The agent is answering " + most + " turns already. Try again when one of them has ended.",
                Map.of("retry_after", 1));
    }
}
