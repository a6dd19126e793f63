package io.aispm.api.chat.turn;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.UserMessage;

/** The way to agents and back. What agents say goes to {@link Inboxes}. */
public interface Relay {

    /**
     * Listens to an agent, until {@link #leave}: no answer to what is sent after this returns is missed. Fails with
     * {@link RelayException} when that can't be had.
     */
    void listen(TenantId tenant, AgentId agent);

    /** Listens no longer for one turn's sake. */
    void leave(TenantId tenant, AgentId agent);

    /** Sends a person's message; {@code failed} is called once if it does not arrive. */
    void send(TenantId tenant, AgentId agent, UserMessage message, Runnable failed);

    /** Forgets an agent that is gone for ever. */
    void forget(TenantId tenant, AgentId agent);

    /** Whether messages can be exchanged at all now. */
    boolean available();
}
