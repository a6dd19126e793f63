package io.aispm.api.integration;

import io.aispm.api.integration.IntegrationStore.Event;
import io.aispm.api.integration.IntegrationStore.Filter;
import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.Connectors;
import io.aispm.api.integration.connector.FieldSpec;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** A tenant's integrations. A change counts for the next call of every agent, at every gateway. */
@Service
public class Integrations {

    private final IntegrationStore store;
    private final Connectors connectors;
    private final Credentials credentials;
    private final ControlChannel control;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Ids ids;
    private final Clock clock;

    Integrations(
            IntegrationStore store,
            Connectors connectors,
            Credentials credentials,
            ControlChannel control,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.connectors = connectors;
        this.credentials = credentials;
        this.control = control;
        this.events = events;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Newest first. */
    public Page<Integration> list(TenantId tenant, Filter filter, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        return Page.cut(
                store.list(tenant, filter, page.limit() + 1, after),
                page.limit(),
                last -> new Cursor(last.createdAt(), last.id().value()).encode());
    }

    /** All of a tenant's, for counting and choosing. */
    public List<Integration> all(TenantId tenant) {
        return store.list(tenant, Filter.NONE, Integer.MAX_VALUE, null);
    }

    /** The integration, or the problem that there is none. */
    public Integration require(TenantId tenant, IntegrationId id) {
        return store.find(tenant, id).orElseThrow(IntegrationException::unknown);
    }

    public Integration create(TenantId tenant, String user, NewIntegration wanted) {
        var connector = connectors
                .of(wanted.connectorType())
                .orElseThrow(() -> IntegrationException.invalid(List.of("`connector_type` must be one of "
                        + connectors.all().stream().map(Connector::type).collect(Collectors.joining(", "))
                        + ".")));
        if (connector.type().equals(Connector.RUNTIME)) {
            throw IntegrationException.secondRuntime();
        }
        var fields = fields(tenant, connector, Map.of())
                .put(wanted.config())
                .putSecrets(wanted.credentials())
                .complete(Set.of());
        var now = now();
        var id = new IntegrationId(ids.next());
        var integration = new Integration(
                id,
                tenant,
                connector.type(),
                wanted.name() == null ? connector.label() : wanted.name(),
                wanted.category() == null ? connector.category() : wanted.category(),
                connector.vendor(),
                wanted.enabled(),
                null,
                fields.config(),
                List.of(),
                now,
                now);
        var made = transactions.execute(_ -> {
            store.add(integration);
            credentials.keep(id, fields.secrets());
            tell(integration, user, "created", new TreeSet<>(fields.config().keySet()));
            return require(tenant, id);
        });
        control.publish(ControlEvent.tenantChanged(tenant));
        return made;
    }

    /** Changes what the change names and leaves the rest. */
    public Integration change(TenantId tenant, String user, IntegrationId id, IntegrationChange change, String action) {
        var changed = transactions.execute(_ -> {
            var before = store.lock(tenant, id).orElseThrow(IntegrationException::unknown);
            var connector = connectors.require(before.connectorType());
            if (connector.type().equals(Connector.RUNTIME) && Boolean.FALSE.equals(change.enabled())) {
                throw IntegrationException.runtimeStays();
            }
            var fields = fields(tenant, connector, before.config())
                    .put(change.config())
                    .putSecrets(change.credentials())
                    .complete(configured(before));
            var after = after(before, change, fields);
            store.change(after);
            credentials.keep(id, fields.secrets());
            var named = new TreeSet<>(change.config().keySet());
            named.addAll(fields.secrets().keySet());
            tell(after, user, action, named);
            return require(tenant, id);
        });
        control.publish(ControlEvent.tenantChanged(tenant));
        return changed;
    }

    private Integration after(Integration before, IntegrationChange change, Fields fields) {
        var sameConnection = fields.secrets().isEmpty() && fields.config().equals(before.config());
        return new Integration(
                before.id(),
                before.tenant(),
                before.connectorType(),
                change.name() == null ? before.name() : change.name(),
                change.category() == null ? before.category() : change.category(),
                before.vendor(),
                change.enabled() == null ? before.enabled() : change.enabled(),
                sameConnection ? before.reachable() : null,
                fields.config(),
                before.secrets(),
                before.createdAt(),
                now());
    }

    public void delete(TenantId tenant, String user, IntegrationId id) {
        transactions.executeWithoutResult(_ -> {
            var gone = store.lock(tenant, id).orElseThrow(IntegrationException::unknown);
            if (gone.connectorType().equals(Connector.RUNTIME)) {
                throw IntegrationException.runtimeStays();
            }
            store.delete(tenant, id);
            announce(gone, user, "deleted", Set.of());
        });
        control.publish(ControlEvent.tenantChanged(tenant));
    }

    /** What happened to it, newest first. */
    public Page<Event> events(TenantId tenant, IntegrationId id, PageRequest page) {
        require(tenant, id);
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        return Page.cut(
                store.events(id, page.limit() + 1, after),
                page.limit(),
                last -> new Cursor(last.ts(), last.id()).encode());
    }

    /** The integrations that a field may name, as a person chooses among them. */
    public List<Integration> choices(TenantId tenant, FieldSpec field) {
        if (field.optionsProvider() == null) {
            return List.of();
        }
        var types = connectors.offeredBy(field.optionsProvider());
        return all(tenant).stream()
                .filter(integration -> integration.enabled() && types.contains(integration.connectorType()))
                .toList();
    }

    private Fields fields(TenantId tenant, Connector connector, Map<String, @Nullable Object> config) {
        return new Fields(connector, config, (field, text) -> mayName(tenant, field, text));
    }

    /** A disabled one may be named too: it counts again once it is enabled. */
    private boolean mayName(TenantId tenant, FieldSpec field, String text) {
        var types = connectors.offeredBy(String.valueOf(field.optionsProvider()));
        return IntegrationId.parse(text)
                .flatMap(id -> store.find(tenant, id))
                .filter(named -> types.contains(named.connectorType()))
                .isPresent();
    }

    private static Set<String> configured(Integration integration) {
        return integration.secrets().stream().map(Integration.SecretHint::key).collect(Collectors.toUnmodifiableSet());
    }

    private void tell(Integration integration, String user, String action, Set<String> fields) {
        var message = fields.isEmpty() ? action : action + ": " + String.join(", ", fields);
        store.record(integration.id(), new Event(ids.next(), now(), action, user, true, message));
        announce(integration, user, action, fields);
    }

    private void announce(Integration integration, String user, String action, Set<String> fields) {
        var payload = new HashMap<String, @Nullable Object>();
        payload.put("action", action);
        payload.put("integration_id", integration.id().toString());
        payload.put("connector_type", integration.connectorType());
        payload.put("name", integration.name());
        payload.put("fields", List.copyOf(fields));
        events.publishEvent(new IntegrationChanged(integration.tenant(), user, payload));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
