package io.aispm.api.chat.session;

/** Whether a turn could be opened. */
public sealed interface Opening {

    /** It is open; {@code number} counts the session's turns from 1. */
    record Opened(int number) implements Opening {}

    /** The session is somebody else's. */
    record Foreign() implements Opening {}

    /** Turns are open in as many sessions of the agent as may be. */
    record TooManySessions(int most) implements Opening {}

    /** As many of the agent's turns are open as may be. */
    record TooManyTurns(int most) implements Opening {}
}
