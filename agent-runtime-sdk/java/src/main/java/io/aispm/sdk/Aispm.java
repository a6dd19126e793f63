package io.aispm.sdk;

import io.aispm.sdk.internal.ConnectedAispm;
import java.util.Map;

/** The one connection between an agent's process and its platform. All of it may be used from many threads. */
public interface Aispm extends AutoCloseable {

    /**
     * Connects this process, which the platform started with {@code AGENT_ID}, {@code MCP_TOKEN} and {@code CONTROLLER_URL} in its
     * environment; answers the same connection each time. When the process is told to end, turns in hand are finished first.
     *
     * @throws AispmException when the platform did not start this process, refuses it, or can't be reached for 20 s
     */
    static Aispm connect() {
        return ConnectedAispm.ofProcess();
    }

    /** Who this agent is, and the addresses and keys of this start. */
    AgentSurroundings surroundings();

    /** The conversations with people. */
    Chat chat();

    /** Models. */
    Llm llm();

    /** Tools. */
    Mcp mcp();

    /** Secrets that an administrator set for this agent. */
    Secrets secrets();

    /**
     * The work, bound to the turn that this thread handles: whichever thread runs it, what it asks of the platform belongs to that
     * turn. Made where no turn is handled, it belongs to none. Threads started for a turn need this not; pools that outlive it do.
     */
    Runnable inTurn(Runnable work);

    /** Tells the platform that this agent can take messages; may be said again. */
    void ready();

    /** Writes one JSON line to stdout, with the trace of the turn that is handled. */
    default void log(String message) {
        log(message, Map.of());
    }

    /** The same with fields; values of fields named like credentials are redacted. */
    void log(String message, Map<String, ?> fields);

    /** Waits until the platform has stopped the agent and its turns in hand have ended; without a message handler, returns at once. */
    void join();

    /** Takes no further message, lets the turns in hand finish for at most 8 s, notes how far they came, and leaves. */
    @Override
    void close();
}
