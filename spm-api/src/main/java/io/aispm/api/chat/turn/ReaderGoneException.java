package io.aispm.api.chat.turn;

import java.io.IOException;

/** The person has left before their turn ended. */
public final class ReaderGoneException extends RuntimeException {

    /** Writing to them failed. */
    public ReaderGoneException(IOException cause) {
        super("The reader has gone", cause);
    }
}
