package io.aispm.api.agent.life;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.Bootstrap;
import java.time.Instant;
import java.util.Optional;

/** Keeps what belongs to one start of an agent; tokens as hashes, the bootstrap encrypted. */
public interface StartStore {

    /** Keeps a start, in place of any before. */
    void add(AgentId agent, String start, Credentials credentials, Bootstrap bootstrap, Instant now);

    /** Ends a start: its tokens are known no more. */
    void remove(AgentId agent);

    /** What the agent is given during its present start. */
    Optional<Bootstrap> bootstrap(AgentId agent);
}
