package io.aispm.api.chat.turn;

/** The person's end of a turn. Slow readers hold up their own turn and nobody else's. */
public interface Reader {

    /** Shows the next frame; fails with {@link ReaderGoneException} when nobody is there any more. */
    void show(Frame frame);

    /** Shows that the turn is still alive; fails in the same way. */
    void ping();
}
