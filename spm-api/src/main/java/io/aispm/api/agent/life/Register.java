package io.aispm.api.agent.life;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentChanged;
import io.aispm.api.agent.AgentDeleted;
import io.aispm.api.agent.AgentDeployed;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentRegistered;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Clock;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The rows of agents: added, changed, removed, each with its event. */
@Service
@Transactional
public class Register {

    private final AgentStore store;
    private final RevisionStore revisions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Register(AgentStore store, RevisionStore revisions, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.revisions = revisions;
        this.events = events;
        this.clock = clock;
    }

    void add(Agent agent, AgentCode code, String userId) {
        store.add(agent);
        revisions.add(agent.id(), agent.revision(), code, agent.createdAt(), userId);
        events.publishEvent(new AgentRegistered(
                agent.tenantId(),
                agent.id(),
                userId,
                agent.name(),
                agent.agentType().toString()));
        events.publishEvent(
                new AgentDeployed(agent.tenantId(), agent.id(), userId, agent.revision(), agent.codeSha256()));
    }

    void revise(TenantId tenant, AgentId id, AgentCode code, boolean keepRequirements, String userId) {
        var held = hold(tenant, id);
        var now = clock.instant();
        var next = held.agent().revision() + 1;
        var kept = keepRequirements
                ? revisions
                        .find(id, held.agent().revision())
                        .map(AgentCode::requirements)
                        .orElse(null)
                : code.requirements();
        revisions.add(id, next, new AgentCode(code.kind(), code.filename(), code.content(), kept), now, userId);
        store.save(held.with(Changes.revised(held.agent(), next, code.sha256(), now)));
        events.publishEvent(new AgentDeployed(tenant, id, userId, next, code.sha256()));
    }

    /** Writes down what a person changed about an agent. */
    public void change(TenantId tenant, AgentId id, String userId, Set<String> fields, UnaryOperator<Agent> change) {
        var held = hold(tenant, id);
        if (fields.isEmpty()) {
            return;
        }
        store.save(held.with(Changes.touched(change.apply(held.agent()), clock.instant())));
        events.publishEvent(new AgentChanged(tenant, id, userId, fields));
    }

    /** Removes the agent unless it was started in the meantime; says whether it is gone. */
    boolean remove(TenantId tenant, AgentId id, String userId) {
        var held = hold(tenant, id);
        if (held.life().active()) {
            return false;
        }
        store.remove(id);
        events.publishEvent(new AgentDeleted(tenant, id, userId));
        return true;
    }

    private Held hold(TenantId tenant, AgentId id) {
        return store.lock(id).filter(held -> held.tenant().equals(tenant)).orElseThrow(AgentException::unknown);
    }
}
