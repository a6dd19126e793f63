package io.aispm.api.agent.runtime;

import io.aispm.contract.agent.AgentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where agents run. Sandboxes outlive this process: whoever starts again finds them by {@link #running()}. */
public interface AgentRuntime {

    /** How agents are run here, for people to read: {@code bubblewrap}. */
    String name();

    /** Looks at uploaded code inside a sandbox that has no network and no secret. Blocks; may be asked for many uploads at once. */
    Validation validate(AgentCode code);

    /**
     * Makes ready what the code imports beside the SDK, once for all agents that ask for the same; blocks as long as that takes, up
     * to a limit of its own. What an operator waits for is told in a sentence.
     */
    Preparation prepare(AgentCode code, Consumer<String> tell);

    /** Starts the process of one start of an agent, whose packages are ready, and returns once it exists. */
    Launch spawn(SpawnRequest request);

    /** Asks the process to end, kills it after the grace, and returns when it is gone; one that is gone already is left in peace. */
    void stop(Sandbox sandbox, Duration grace);

    /** How the process ended, or empty while it lives. One that nobody knows has ended too. */
    Optional<Exit> exited(Sandbox sandbox);

    /** The sandboxes that live on this host now, also those that a former control plane started. */
    List<Sandbox> running();

    /** The last lines that the agent wrote, oldest first; they outlive its process. */
    List<LogLine> logs(AgentId agent, int tail);

    /** Removes every file of a stopped agent: code, logs, records. */
    void remove(AgentId agent);
}
