package io.aispm.api.posture.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.posture.Drift;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A drift as people read it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DriftView(
        String id,
        @JsonProperty("agent_id") String agentId,
        String dimension,
        String path,
        @Nullable Object previous,
        @Nullable Object current,
        @JsonProperty("class") String driftClass,
        String severity,
        String reason,
        List<String> controls,
        @JsonProperty("detected_at") Instant detectedAt,
        String state,
        @JsonProperty("evidence_id") String evidenceId,
        @JsonProperty("decided_by") @Nullable String decidedBy,
        @JsonProperty("decided_at") @Nullable Instant decidedAt,
        @JsonProperty("decision_reason") @Nullable String decisionReason) {

    static DriftView of(Drift drift) {
        var decision = drift.decision();
        return new DriftView(
                drift.id().toString(),
                drift.agent().toString(),
                drift.difference().dimension().toString(),
                drift.difference().path(),
                drift.difference().previous(),
                drift.difference().current(),
                drift.finding().kind().toString(),
                drift.finding().severity().toString(),
                drift.finding().reason(),
                drift.finding().controls(),
                drift.detectedAt(),
                drift.state().toString(),
                drift.evidence().toString(),
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.reason());
    }
}
