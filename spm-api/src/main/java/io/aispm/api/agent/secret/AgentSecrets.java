package io.aispm.api.agent.secret;

import io.aispm.api.agent.AgentChanged;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentPrincipal;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.EventType;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import io.aispm.kit.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** An agent's secrets: people write them, the agent reads them, and each reading is recorded. */
@Service
public class AgentSecrets {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final int LARGEST = 64 * 1024;

    private final SecretStore store;
    private final LineageProducer lineage;
    private final LineageEvents envelopes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    AgentSecrets(
            SecretStore store,
            LineageProducer lineage,
            LineageEvents envelopes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.lineage = lineage;
        this.envelopes = envelopes;
        this.events = events;
        this.clock = clock;
    }

    /** The secrets' names. */
    @Transactional(readOnly = true)
    public List<SecretStore.Entry> list(AgentId agent) {
        return store.list(agent);
    }

    /** Keeps a value. */
    @Transactional
    public void put(TenantId tenant, AgentId agent, String name, Secret value, String userId) {
        if (!NAME.matcher(name).matches()) {
            throw AgentException.invalid(List.of("A secret's name must be 1 to 128 letters, digits, `_`, `.` or `-`."));
        }
        if (value.value().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw AgentException.tooLarge("value", "64 KB");
        }
        store.put(agent, name, value, clock.instant(), userId);
        events.publishEvent(new AgentChanged(tenant, agent, userId, Set.of("secrets")));
    }

    /** Removes a value. */
    @Transactional
    public void remove(TenantId tenant, AgentId agent, String name, String userId) {
        if (!store.remove(agent, name)) {
            throw AgentException.secretMissing(name);
        }
        events.publishEvent(new AgentChanged(tenant, agent, userId, Set.of("secrets")));
    }

    /** Gives the agent a value it asks for. */
    public Secret read(AgentPrincipal reader, String name) {
        var value = store.read(reader.agent(), name);
        lineage.emit(envelopes.of(
                reader.tenant(),
                reader.agent(),
                null,
                null,
                null,
                EventType.SECRET_READ,
                Map.of("name", name, "ok", value.isPresent())));
        return value.orElseThrow(() -> AgentException.secretMissing(name));
    }
}
