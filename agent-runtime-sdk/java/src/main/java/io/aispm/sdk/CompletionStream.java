package io.aispm.sdk;

/** The texts of an answer as it is written, to be read once; closing it early tells the gateway that nobody listens any more. */
public interface CompletionStream extends Iterable<String>, AutoCloseable {

    /** The whole answer, its tool calls included, once all texts were read. */
    Completion completion();

    @Override
    void close();
}
