package io.aispm.api.posture.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.posture.PlannedChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A planned change as people read it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ChangeView(
        String id,
        @JsonProperty("agent_id") String agentId,
        String dimension,
        @Nullable String path,
        @Nullable Object to,
        String reason,
        String state,
        @JsonProperty("requested_by") String requestedBy,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("expires_at") Instant expiresAt,
        @JsonProperty("approved_by") @Nullable String approvedBy,
        @JsonProperty("approved_at") @Nullable Instant approvedAt) {

    static ChangeView of(PlannedChange change, Instant now) {
        return new ChangeView(
                change.id().toString(),
                change.agent().toString(),
                change.dimension().toString(),
                change.path(),
                change.to(),
                change.reason(),
                change.state(now),
                change.requestedBy(),
                change.requestedAt(),
                change.expiresAt(),
                change.approvedBy(),
                change.approvedAt());
    }
}
