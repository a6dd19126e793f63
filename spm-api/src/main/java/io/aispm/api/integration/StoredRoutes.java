package io.aispm.api.integration;

import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.Connectors;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads where calls go, by one question to the database. */
@Component
class StoredRoutes implements Routes, RuntimeRows {

    private static final String DEFAULT_LLM = "default_llm_integration_id";
    private static final String TOOL_SERVER = "mcp_server";
    private static final String TAVILY = "tavily_integration_id";

    private final IntegrationStore store;
    private final Connectors connectors;
    private final Credentials credentials;

    StoredRoutes(IntegrationStore store, Connectors connectors, Credentials credentials) {
        this.store = store;
        this.connectors = connectors;
        this.credentials = credentials;
    }

    @Override
    public Provision models(TenantId tenant) {
        return provision(tenant, DEFAULT_LLM, "chat");
    }

    @Override
    public Provision search(TenantId tenant) {
        return provision(tenant, TAVILY, "search");
    }

    @Override
    public RuntimeRow of(TenantId tenant) {
        return runtime(store.named(tenant, DEFAULT_LLM).runtime());
    }

    @Override
    public Optional<CallContext.Route> named(TenantId tenant, IntegrationId id) {
        return store.find(tenant, id).filter(Integration::enabled).map(found -> route(found, store.ciphers(id)));
    }

    @Override
    public List<ToolServer> toolServers(@Nullable TenantId tenant) {
        return store.enabledOf(TOOL_SERVER, tenant).stream()
                .map(found -> new ToolServer(
                        found.integration().tenant(),
                        found.integration().name(),
                        route(found.integration(), found.ciphers())))
                .toList();
    }

    @Override
    public List<CallContext.Fallback> fallbacks(TenantId tenant, List<String> names, CallContext.Route first) {
        if (names.isEmpty()) {
            return List.of();
        }
        var words = names.stream()
                .flatMap(name -> Stream.of(name, name.split("/", 2)[0]))
                .collect(Collectors.toSet());
        var found = store.enabled(tenant, words);
        return names.stream()
                .flatMap(name -> fallback(name, found, first).stream())
                .toList();
    }

    private Optional<CallContext.Fallback> fallback(
            String name, List<IntegrationStore.Found> found, CallContext.Route first) {
        var slash = name.indexOf('/');
        return called(name, found)
                .map(one -> new CallContext.Fallback(route(one.integration(), one.ciphers()), null))
                .or(() -> slash < 1
                        ? Optional.empty()
                        : called(name.substring(0, slash), found)
                                .map(one -> new CallContext.Fallback(
                                        route(one.integration(), one.ciphers()), name.substring(slash + 1))))
                .or(() -> Optional.of(new CallContext.Fallback(first, name)));
    }

    private Optional<IntegrationStore.Found> called(String word, List<IntegrationStore.Found> found) {
        return found.stream()
                .filter(one -> word.equals(one.integration().id().toString())
                        || word.equals(one.integration().name()))
                .filter(one -> connectors
                        .require(one.integration().connectorType())
                        .serves()
                        .contains("chat"))
                .findFirst();
    }

    private Provision provision(TenantId tenant, String field, String serves) {
        var named = store.named(tenant, field);
        var runtime = runtime(named.runtime());
        var target = named.target();
        if (target == null) {
            return new Provision(runtime, new Destination.Missing(sentence(field, "it names none")));
        }
        if (!target.enabled()) {
            var why = "the one it names, '" + target.name() + "', is disabled";
            return new Provision(runtime, new Destination.Missing(sentence(field, why)));
        }
        if (!connectors.require(target.connectorType()).serves().contains(serves)) {
            var why = "the one it names, '" + target.name() + "', can't serve it";
            return new Provision(runtime, new Destination.Missing(sentence(field, why)));
        }
        return new Provision(runtime, new Destination.Found(route(target, named.ciphers())));
    }

    private CallContext.Route route(Integration integration, Map<String, byte[]> ciphers) {
        return new CallContext.Route(
                integration.id().toString(),
                integration.connectorType(),
                connectors.require(integration.connectorType()).effective(integration.config()),
                credentials.read(integration.id(), ciphers));
    }

    private RuntimeRow runtime(Map<String, @Nullable Object> config) {
        return new RuntimeRow(connectors.require(Connector.RUNTIME).effective(config));
    }

    private String sentence(String field, String why) {
        var runtime = connectors.require(Connector.RUNTIME);
        var label = runtime.field(field).orElseThrow().label();
        return "Set `" + label + "` (" + field + ") of the integration '" + runtime.label() + "': " + why + ".";
    }
}
