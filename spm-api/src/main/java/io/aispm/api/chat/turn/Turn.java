package io.aispm.api.chat.turn;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.guard.GuardSettings;
import java.util.List;

/**
 * One message of a person to an agent, and all that is needed to judge it and its answer. What is attached to the agent
 * when the turn begins counts until it ends.
 *
 * @param number counts the session's turns from 1
 * @param guard what the agent and its tenant have set for the guard
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
        GuardSettings guard) {

    /** The agent that is spoken to. */
    public AgentId agentId() {
        return agent.id();
    }
}
