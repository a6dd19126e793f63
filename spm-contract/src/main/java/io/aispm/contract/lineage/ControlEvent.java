package io.aispm.contract.lineage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import org.jspecify.annotations.Nullable;

/** Says that what is cached of a tenant, or of one of its agents, is stale. Without an agent, it is all the tenant's. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ControlEvent(
        String type,
        @JsonProperty("tenant_id") TenantId tenantId,
        @JsonProperty("agent_id") @Nullable AgentId agentId,
        @JsonProperty("trace_id") @Nullable TraceId traceId) {

    /** An agent's tokens, settings, policies or state changed. */
    public static ControlEvent agentChanged(TenantId tenant, AgentId agent) {
        return new ControlEvent("agent_changed", tenant, agent, null);
    }

    /** A tenant's integrations, settings or policies changed. */
    public static ControlEvent tenantChanged(TenantId tenant) {
        return new ControlEvent("tenant_changed", tenant, null, null);
    }

    /** A turn has ended: calls under its trace id no longer belong to it. */
    public static ControlEvent turnClosed(TenantId tenant, AgentId agent, TraceId trace) {
        return new ControlEvent("turn_closed", tenant, agent, trace);
    }
}
