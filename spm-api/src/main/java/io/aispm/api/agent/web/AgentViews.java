package io.aispm.api.agent.web;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentPostures;
import io.aispm.api.agent.life.Registrations.Taken;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Page;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows agents with how far they are from what was reviewed; one question for a whole page. */
@Component
class AgentViews {

    private final AgentPostures postures;

    AgentViews(AgentPostures postures) {
        this.postures = postures;
    }

    Page<AgentView> of(TenantId tenant, Page<Agent> page) {
        var found = postures.of(tenant, page.rows().stream().map(Agent::id).toList());
        return page.map(agent -> AgentView.of(agent, found.get(agent.id()), null));
    }

    AgentView of(Agent agent) {
        return AgentView.of(
                agent, postures.of(agent.tenantId(), List.of(agent.id())).get(agent.id()), null);
    }

    AgentView of(Taken taken) {
        var agent = taken.agent();
        return AgentView.of(
                agent, postures.of(agent.tenantId(), List.of(agent.id())).get(agent.id()), taken.warnings());
    }
}
