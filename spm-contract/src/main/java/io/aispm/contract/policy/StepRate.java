package io.aispm.contract.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;

/** How a gateway asks whether an agent may take one more step of a kind in this minute. */
public interface StepRate {

    /** The question; asking it counts the step, if it may be taken. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Question(
            @JsonProperty("tenant_id") TenantId tenant,
            @JsonProperty("agent_id") AgentId agent,
            Stage stage,
            @JsonProperty("per_minute") double perMinute) {}

    /** The answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(boolean granted) {}
}
