package io.aispm.sdk;

/**
 * An agent, as a jar brings it: named in {@code META-INF/services/io.aispm.sdk.Agent}, made by its constructor without arguments
 * when the jar is uploaded and at each start. A jar may name a class with a {@code main} in its manifest instead.
 */
@FunctionalInterface
public interface Agent {

    /**
     * Begins: says what is done with messages, then that it is ready. It may return; the agent lives until the platform stops it.
     * An exception that leaves it ends the agent.
     */
    void run(Aispm aispm) throws Exception;
}
