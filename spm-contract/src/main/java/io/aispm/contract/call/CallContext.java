package io.aispm.contract.call;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyQuestion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a gateway must know to serve one call of one agent: who calls, in which turn, under which policies and
 * settings, and to which provider it goes.
 *
 * @param settings the agent's effective settings, by the contract's names (model, allowed_models, guard_llm, ...)
 * @param runtime the tenant's agent-runtime row's fields, by the contract's names (default_model_name, ...)
 * @param route the provider: of models for an LLM call, Tavily for a tool call; null where none is configured
 * @param routeMissing the field to set, in a sentence, where {@code route} is null
 * @param fallbacks where a call of a model goes, in this order, when {@code route} fails it
 * @param tenantSettings the tenant's own settings: its limits hold for all of its agents together
 * @param guardRoute the remote guard that the settings name; null where they name none, or one that is gone or disabled
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CallContext(
        @JsonProperty("tenant_id") TenantId tenantId,
        PolicyQuestion.Subject agent,
        Turn turn,
        @JsonProperty("linked_policies") List<LinkedPolicy> linkedPolicies,
        Map<String, @Nullable Object> settings,
        Map<String, @Nullable Object> runtime,
        @Nullable Route route,
        @JsonProperty("route_missing") @Nullable String routeMissing,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Fallback> fallbacks,

        @JsonProperty("tenant_settings") @JsonSetter(nulls = Nulls.AS_EMPTY)
        Map<String, @Nullable Object> tenantSettings,

        @JsonProperty("guard_route") @Nullable Route guardRoute) {

    /** A call that goes to one place only, in a tenant that limits nothing. */
    public CallContext(
            TenantId tenantId,
            PolicyQuestion.Subject agent,
            Turn turn,
            List<LinkedPolicy> linkedPolicies,
            Map<String, @Nullable Object> settings,
            Map<String, @Nullable Object> runtime,
            @Nullable Route route,
            @Nullable String routeMissing) {
        this(tenantId, agent, turn, linkedPolicies, settings, runtime, route, routeMissing, List.of(), Map.of(), null);
    }

    /** Another place for a call; without a model it is asked for its own. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Fallback(Route route, @Nullable String model) {}

    /** The turn a call belongs to; a call outside of one has a trace id of its own, no session and no user. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Turn(
            @JsonProperty("trace_id") TraceId traceId,
            @JsonProperty("session_id") @Nullable SessionId sessionId,
            PolicyQuestion.@Nullable Person user,
            int number) {}

    /** An integration in use: its settings as stored, and its credentials in the clear. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Route(
            @JsonProperty("integration_id") String integrationId,
            @JsonProperty("connector_type") String connectorType,
            Map<String, @Nullable Object> config,
            Map<String, String> credentials) {

        /** The credentials stay out of logs. */
        @Override
        public String toString() {
            return "Route[" + connectorType + " " + integrationId + "]";
        }
    }
}
