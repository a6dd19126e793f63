package io.aispm.api.knowledge;

import io.aispm.api.agent.AgentDeleted;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.KnowledgeSearch;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which documents an agent may know, and what it finds in them. */
@Service
@Transactional
public class AgentDocuments {

    private static final int MOST_LINKS = 1_000;

    private final KnowledgeStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AgentDocuments(KnowledgeStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** All that are linked to it; only the approved ones are found. */
    public List<Document> of(TenantId tenant, AgentId agent) {
        return store.linked(tenant, agent);
    }

    /** Links these and no others. */
    public List<Document> replace(TenantId tenant, AgentId agent, List<String> wanted, String user) {
        if (wanted.size() > MOST_LINKS) {
            throw KnowledgeException.invalid(List.of("`ids` must be at most " + MOST_LINKS + "."));
        }
        var documents = new LinkedHashSet<DocumentId>();
        var errors = new ArrayList<String>();
        for (var text : wanted) {
            DocumentId.parse(text)
                    .filter(id -> store.find(tenant, id).isPresent())
                    .ifPresentOrElse(documents::add, () -> errors.add("There is no document '" + text + "'."));
        }
        if (!errors.isEmpty()) {
            throw KnowledgeException.invalid(errors);
        }
        store.link(tenant, agent, documents, user, clock.instant().truncatedTo(ChronoUnit.MICROS));
        events.publishEvent(new KnowledgeChanged(tenant, agent));
        return store.linked(tenant, agent);
    }

    /** What the agent finds. */
    @Transactional(readOnly = true)
    public KnowledgeSearch.Answer search(KnowledgeSearch.Question question) {
        return new KnowledgeSearch.Answer(store.search(question));
    }

    @EventListener
    void forget(AgentDeleted gone) {
        store.unlinkAll(gone.tenantId(), gone.agentId());
    }
}
