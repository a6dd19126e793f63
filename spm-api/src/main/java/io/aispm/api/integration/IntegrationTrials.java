package io.aispm.api.integration;

import io.aispm.api.integration.IntegrationStore.Event;
import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.Connectors;
import io.aispm.api.integration.connector.HttpProbe;
import io.aispm.api.integration.connector.ProbeResult;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;

/** Tries integrations out, and remembers what was found. */
@Service
public class IntegrationTrials {

    private final IntegrationStore store;
    private final Connectors connectors;
    private final Credentials credentials;
    private final Routes routes;
    private final HttpProbe probe;
    private final Ids ids;
    private final Clock clock;

    IntegrationTrials(
            IntegrationStore store,
            Connectors connectors,
            Credentials credentials,
            Routes routes,
            HttpProbe probe,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.connectors = connectors;
        this.credentials = credentials;
        this.routes = routes;
        this.probe = probe;
        this.ids = ids;
        this.clock = clock;
    }

    /** Asks what it names whether it is there and takes the credentials; the answer is waited for outside of a transaction. */
    public ProbeResult test(TenantId tenant, String user, IntegrationId id) {
        var integration = store.find(tenant, id).orElseThrow(IntegrationException::unknown);
        var result = integration.connectorType().equals(Connector.RUNTIME) ? runtime(tenant) : outside(integration);
        store.tested(tenant, id, result.ok());
        store.record(
                id,
                new Event(
                        ids.next(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        "tested",
                        user,
                        result.ok(),
                        result.message()));
        return result;
    }

    private ProbeResult runtime(TenantId tenant) {
        return switch (routes.models(tenant).destination()) {
            case Routes.Destination.Found(var route) -> probe.probe(route);
            case Routes.Destination.Missing(var sentence) -> new ProbeResult(false, sentence, Duration.ZERO);
        };
    }

    private ProbeResult outside(Integration integration) {
        return probe.probe(new CallContext.Route(
                integration.id().toString(),
                integration.connectorType(),
                connectors.require(integration.connectorType()).effective(integration.config()),
                credentials.read(integration.id(), store.ciphers(integration.id()))));
    }
}
