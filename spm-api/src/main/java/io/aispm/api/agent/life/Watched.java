package io.aispm.api.agent.life;

import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import org.jspecify.annotations.Nullable;

/** An agent that somebody must watch over, as it was when this was read; decisions are made on the held row. */
public record Watched(TenantId tenant, AgentId id, Life life) {

    /** The sandbox of its present start, if it has one. */
    public @Nullable Sandbox sandbox() {
        return life.start() == null ? null : new Sandbox(id, life.start());
    }
}
