package io.aispm.api.integration;

import io.aispm.api.identity.TenantSeen;
import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.Connectors;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives each tenant its agent runtime's row, and where this machine serves a model of its own, the integration with it
 * as the row's Default LLM. Both are made together and once, however many replicas try; afterwards they are people's.
 */
@Component
class FirstIntegrations {

    static final String COMPATIBLE = "openai_compatible";

    private final IntegrationStore store;
    private final Connectors connectors;
    private final LocalModelProperties localModel;
    private final Ids ids;
    private final Clock clock;

    FirstIntegrations(
            IntegrationStore store, Connectors connectors, LocalModelProperties localModel, Ids ids, Clock clock) {
        this.store = store;
        this.connectors = connectors;
        this.localModel = localModel;
        this.ids = ids;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void welcome(TenantSeen seen) {
        var model = new IntegrationId(ids.next());
        var address = localModel.localModelUrl();
        var withModel = address != null && !address.isBlank();
        Map<String, @Nullable Object> runtime =
                withModel ? Map.of("default_llm_integration_id", model.toString()) : Map.of();
        var connector = connectors.require(Connector.RUNTIME);
        var made = store.add(row(seen.tenant(), new IntegrationId(ids.next()), connector, connector.label(), runtime));
        if (made && withModel) {
            Map<String, @Nullable Object> config = Map.of("base_url", address, "model", localModel.localModelName());
            store.add(row(seen.tenant(), model, connectors.require(COMPATIBLE), localModel.localModelLabel(), config));
        }
    }

    private Integration row(
            TenantId tenant, IntegrationId id, Connector connector, String name, Map<String, @Nullable Object> config) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Integration(
                id,
                tenant,
                connector.type(),
                name,
                connector.category(),
                connector.vendor(),
                true,
                null,
                config,
                List.of(),
                now,
                now);
    }
}
