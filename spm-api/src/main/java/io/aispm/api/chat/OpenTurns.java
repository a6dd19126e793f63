package io.aispm.api.chat;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import java.time.Instant;
import java.util.Optional;

/** The turns that agents are answering now, on whichever replica. */
public interface OpenTurns {

    /** The open turn of that name, if it is the agent's. */
    Optional<OpenTurn> of(AgentId agent, TraceId trace);

    /** The agent's only open turn; empty when there is none, or more than one. */
    Optional<OpenTurn> only(AgentId agent);

    /** A turn that has not ended; {@code number} counts the session's turns from 1. */
    record OpenTurn(TraceId traceId, SessionId sessionId, PolicyQuestion.Person user, int number, Instant since) {}
}
