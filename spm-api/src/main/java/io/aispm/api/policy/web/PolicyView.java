package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.policy.Policy;
import io.aispm.api.policy.PolicyId;
import io.aispm.contract.policy.PolicyMode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy on the wire. */
record PolicyView(
        PolicyId id,
        String name,
        String type,
        PolicyMode mode,
        int version,
        String rego,
        Map<String, @Nullable Object> params,
        @JsonProperty("params_schema") Map<String, @Nullable Object> paramsSchema,
        String tests,
        @Nullable String owner,
        @JsonProperty("attached_agents") int attachedAgents,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    static PolicyView of(Policy policy) {
        return new PolicyView(
                policy.id(),
                policy.name(),
                policy.type(),
                policy.mode(),
                policy.version(),
                policy.content().rego(),
                policy.content().params(),
                policy.content().paramsSchema(),
                policy.content().tests(),
                policy.owner(),
                policy.attachedAgents(),
                policy.createdAt(),
                policy.updatedAt());
    }
}
