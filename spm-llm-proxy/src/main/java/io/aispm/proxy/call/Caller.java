package io.aispm.proxy.call;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.provider.Chunk;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The agent at the other end of a call. What can't be sent to it any more fails with {@code CallerGoneException}. */
public interface Caller {

    /** Runs the action, once, should the agent go away before what this gives back is closed. */
    Watch whenGone(Runnable action);

    /** Tells which fields of its request the provider has no word for; to be called before anything is sent. */
    void ignored(List<String> fields);

    /** Sends a whole answer. */
    void answer(ObjectNode answer);

    /** Sends one event of a streamed answer, whose first one begins the answer. */
    void event(Chunk chunk);

    /** Ends a streamed answer as it should end. */
    void done();

    /** Ends a streamed answer that has begun, because it failed. */
    void broken(LlmException failure);

    /** Whether a streamed answer has begun. */
    boolean begun();

    /** A watch over an agent's presence. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
