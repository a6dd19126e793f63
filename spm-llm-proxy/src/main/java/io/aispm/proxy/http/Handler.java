package io.aispm.proxy.http;

/** Answers requests. */
@FunctionalInterface
public interface Handler {

    /**
     * Answers one, on a virtual thread of its own; it may block for as long as it likes. Where it returns without an answer, or
     * fails, the connection is closed.
     */
    void handle(Exchange exchange);
}
