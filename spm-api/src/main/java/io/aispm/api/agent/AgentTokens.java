package io.aispm.api.agent;

import io.aispm.contract.call.CallRequest;
import java.util.Optional;

/** Recognises agents by the tokens of their present start. */
public interface AgentTokens {

    /** The agent whose token it is, while it is starting or running; looked up each time, never cached. */
    Optional<Agent> verify(CallRequest.Kind kind, String token);
}
