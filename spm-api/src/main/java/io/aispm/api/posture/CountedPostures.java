package io.aispm.api.posture;

import io.aispm.api.agent.AgentPosture;
import io.aispm.api.agent.AgentPostures;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Tells how agents stand by counting their open drifts: one question for a page of them. */
@Component
class CountedPostures implements AgentPostures {

    private final PostureStore store;

    CountedPostures(PostureStore store) {
        this.store = store;
    }

    @Override
    public Map<AgentId, AgentPosture> of(TenantId tenant, Collection<AgentId> agents) {
        var postures = new HashMap<AgentId, AgentPosture>();
        if (!agents.isEmpty()) {
            store.counts(tenant, agents).forEach((agent, counts) -> postures.put(agent, Standing.of(counts)));
        }
        return postures;
    }
}
