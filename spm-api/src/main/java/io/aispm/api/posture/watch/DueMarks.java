package io.aispm.api.posture.watch;

import io.aispm.api.agent.AgentChanged;
import io.aispm.api.agent.AgentDeleted;
import io.aispm.api.agent.AgentDeployed;
import io.aispm.api.agent.TenantSettingsChanged;
import io.aispm.api.federation.ToolChanged;
import io.aispm.api.integration.IntegrationChanged;
import io.aispm.api.knowledge.KnowledgeChanged;
import io.aispm.api.policy.PolicyChanged;
import io.aispm.api.posture.DueStore;
import io.aispm.api.posture.PostureStore;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Marks, in the transaction of a change, the agents that it may have made into something else. */
@Component
class DueMarks {

    private final DueStore due;
    private final PostureStore store;
    private final Clock clock;

    DueMarks(DueStore due, PostureStore store, Clock clock) {
        this.due = due;
        this.store = store;
        this.clock = clock;
    }

    @EventListener
    void on(AgentDeployed event) {
        mark(event.tenantId(), event.agentId());
    }

    @EventListener
    void on(AgentChanged event) {
        mark(event.tenantId(), event.agentId());
    }

    @EventListener
    void on(TenantSettingsChanged event) {
        mark(event.tenantId(), null);
    }

    @EventListener
    void on(PolicyChanged event) {
        mark(event.tenantId(), event.agentId());
    }

    @EventListener
    void on(IntegrationChanged event) {
        mark(event.tenantId(), null);
    }

    @EventListener
    void on(ToolChanged event) {
        mark(event.tool().tenant(), null);
    }

    @EventListener
    void on(KnowledgeChanged event) {
        mark(event.tenantId(), event.agentId());
    }

    /** Its evidence stays. A look that has begun is waited for, so that it leaves nothing behind. */
    @EventListener
    void on(AgentDeleted event) {
        mark(event.tenantId(), event.agentId());
        store.lock(event.agentId());
        store.forget(event.agentId());
    }

    private void mark(TenantId tenant, @Nullable AgentId agent) {
        due.mark(tenant, agent, clock.instant());
    }
}
