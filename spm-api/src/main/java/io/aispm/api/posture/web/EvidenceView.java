package io.aispm.api.posture.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.aispm.api.posture.Evidence;
import io.aispm.api.posture.EvidenceChain;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evidence as people and auditors read it; the members that its hash covers are those that are not null, but for the last two. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EvidenceView(
        String id,
        @JsonProperty("agent_id") String agentId,
        long sequence,
        @JsonProperty("drift_id") String driftId,
        @JsonProperty("detection_id") @Nullable String detectionId,
        String dimension,
        String path,
        @Nullable Object previous,
        @Nullable Object current,
        @JsonProperty("class") String driftClass,
        String severity,
        String state,
        @Nullable String approver,
        @JsonProperty("decided_at") @Nullable Instant decidedAt,
        String reason,
        @JsonProperty("policy_version") String policyVersion,
        Regression regression,
        @JsonProperty("recorded_at") Instant recordedAt,
        @JsonProperty("previous_hash") @Nullable String previousHash,
        String hash,
        String signature) {

    static EvidenceView of(Evidence evidence) {
        var detection = evidence.detection();
        return new EvidenceView(
                evidence.id().toString(),
                evidence.agent().toString(),
                evidence.sequence(),
                evidence.drift().toString(),
                detection == null ? null : detection.toString(),
                evidence.difference().dimension().toString(),
                evidence.difference().path(),
                evidence.difference().previous(),
                evidence.difference().current(),
                evidence.finding().kind().toString(),
                evidence.finding().severity().toString(),
                evidence.state().toString(),
                evidence.approver(),
                evidence.decidedAt(),
                evidence.reason(),
                evidence.policyVersion(),
                new Regression(false, null, evidence.snapshotHash(), null, null),
                evidence.recordedAt(),
                evidence.previousHash(),
                evidence.hash(),
                evidence.signature());
    }

    /** Whether tests were run again on the snapshot. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Regression(
            boolean rerun,
            @JsonProperty("run_id") @Nullable String runId,
            @JsonProperty("snapshot_hash") String snapshotHash,
            @Nullable Integer passed,
            @Nullable Integer failed) {}

    /** An agent's chain, to be kept elsewhere. */
    record ExportView(
            @JsonProperty("agent_id") String agentId,
            @JsonProperty("exported_at") Instant exportedAt,
            List<EvidenceView> evidence,
            String digest,
            String signature,

            @JsonProperty("public_key") @JsonRawValue @Schema(type = "object")
            String publicKey) {

        static ExportView of(EvidenceChain.Export export) {
            return new ExportView(
                    export.agent().toString(),
                    export.at(),
                    export.links().stream().map(EvidenceView::of).toList(),
                    export.digest(),
                    export.signature(),
                    export.publicKey());
        }
    }
}
