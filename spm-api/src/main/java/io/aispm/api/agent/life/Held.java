package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;

/** An agent whose row this transaction holds, so that nobody else decides about it at the same time. */
public record Held(Agent agent, Life life) {

    /** The agent. */
    public AgentId id() {
        return agent.id();
    }

    /** Its tenant. */
    public TenantId tenant() {
        return agent.tenantId();
    }

    /** It has moved on. */
    public Held with(Life next, Instant now) {
        return new Held(
                new Agent(
                        agent.id(),
                        agent.tenantId(),
                        agent.name(),
                        agent.version(),
                        agent.agentType(),
                        agent.runtime(),
                        agent.owner(),
                        agent.description(),
                        agent.risk(),
                        agent.policyStatus(),
                        next.state(),
                        next.reason(),
                        agent.codeSha256(),
                        agent.revision(),
                        agent.createdAt(),
                        now,
                        agent.lastSeenAt(),
                        next.stopping()),
                next);
    }

    /** What people wrote about it has changed. */
    public Held with(Agent changed) {
        return new Held(changed, life);
    }
}
