package io.aispm.api.chat.turn;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a person to an agent, and all that is needed to judge it and its answer. What is attached to the agent
 * when the turn begins counts until it ends.
 *
 * @param number counts the session's turns from 1
 * @param blockScore the agent's or tenant's own block score; null for the platform's
 */
public record Turn(
        TenantId tenant,
        PolicyQuestion.Subject agent,
        PolicyQuestion.Person person,
        SessionId session,
        TraceId trace,
        int number,
        String text,
        List<LinkedPolicy> policies,
        @Nullable Double blockScore) {

    /** The agent that is spoken to. */
    public AgentId agentId() {
        return agent.id();
    }
}
