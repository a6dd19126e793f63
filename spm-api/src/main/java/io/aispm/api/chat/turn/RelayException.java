package io.aispm.api.chat.turn;

/** Nothing can be exchanged with agents now. */
public final class RelayException extends RuntimeException {

    /** For the reason given. */
    public RelayException(Throwable cause) {
        super("Agents can't be reached", cause);
    }
}
