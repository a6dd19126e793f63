package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the calls of a tenant's agents go; read anew each time, so that a change counts at once. */
public interface Routes {

    /** The runtime's row and the provider of models that it names. */
    Provision models(TenantId tenant);

    /** The runtime's row and the search that it names. */
    Provision search(TenantId tenant);

    /** An enabled integration with its credentials. */
    Optional<CallContext.Route> named(TenantId tenant, IntegrationId id);

    /**
     * The other places for a tenant's calls of models, in the order of their names. A name is an integration's id or
     * name, with {@code /model} behind it or without; any other is a model of {@code first}. What is disabled, gone or
     * serves no models is passed over.
     */
    List<CallContext.Fallback> fallbacks(TenantId tenant, List<String> names, CallContext.Route first);

    /** The enabled tool servers of a tenant, or of all; each with its credentials. */
    List<ToolServer> toolServers(@Nullable TenantId tenant);

    /** A tool server, under the name that people gave it. */
    record ToolServer(TenantId tenant, String name, CallContext.Route route) {}

    /** What a call runs under, and where it goes. */
    record Provision(RuntimeRow runtime, Destination destination) {}

    /** Where a call goes. */
    sealed interface Destination {

        /** To this integration. */
        record Found(CallContext.Route route) implements Destination {}

        /** Nowhere: the sentence names the field to set. */
        record Missing(String sentence) implements Destination {}
    }
}
