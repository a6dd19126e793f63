package io.aispm.sdk;

import java.util.Iterator;

/**
 * An answer as it is written, to be read once: as its texts, or as parts that show its tool calls too. Closing it early tells the
 * gateway that nobody listens any more.
 */
public interface CompletionStream extends Iterable<String>, AutoCloseable {

    /** The answer's texts, without its tool calls; they fail with {@link LlmException} where the answer does. */
    @Override
    Iterator<String> iterator();

    /** The answer's texts and tool calls, as the model writes them. */
    Iterator<CompletionPart> parts();

    /** The whole answer, its tool calls included, once all of it was read. */
    Completion completion();

    @Override
    void close();
}
