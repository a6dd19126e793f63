package io.aispm.proxy.usage;

/** Whoever called is no longer there to read the answer. */
public final class CallerGoneException extends RuntimeException {

    public CallerGoneException(Throwable cause) {
        super("The caller has gone", cause);
    }
}
