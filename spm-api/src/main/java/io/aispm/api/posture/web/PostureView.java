package io.aispm.api.posture.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.posture.Baseline;
import io.aispm.api.posture.Snapshot;
import io.aispm.api.posture.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How an agent stands, as people read it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PostureView(
        @JsonProperty("agent_id") String agentId,
        @Nullable Integer score,
        @Nullable BaselineView baseline,
        Current current,
        List<DriftView> drift) {

    static PostureView of(Standing standing) {
        var baseline = standing.baseline();
        return new PostureView(
                standing.current().agent().toString(),
                standing.score(),
                baseline == null ? null : BaselineView.of(baseline),
                new Current(
                        standing.current().id().toString(),
                        standing.current().hash(),
                        standing.current().takenAt()),
                standing.open().stream().map(DriftView::of).toList());
    }

    /** What the agent is now. */
    record Current(
            String id,
            String hash,
            @JsonProperty("taken_at") Instant takenAt) {}

    /** What was approved; {@code expires_at} is null: a baseline counts until the next. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record BaselineView(
            String id,
            String hash,
            @JsonProperty("approved_by") String approvedBy,
            @JsonProperty("approved_at") Instant approvedAt,
            String reason,
            @JsonProperty("policy_version") String policyVersion,
            @JsonProperty("expires_at") @Nullable Instant expiresAt) {

        static BaselineView of(Baseline baseline) {
            return new BaselineView(
                    baseline.id().toString(),
                    baseline.hash(),
                    baseline.approvedBy(),
                    baseline.approvedAt(),
                    baseline.reason(),
                    baseline.policyVersion(),
                    null);
        }
    }

    /** What was taken, with all its values. */
    record SnapshotView(
            String id,
            String hash,
            @JsonProperty("taken_at") Instant takenAt,
            Map<String, Object> document) {

        static SnapshotView of(Snapshot snapshot) {
            return new SnapshotView(
                    snapshot.id().toString(),
                    snapshot.hash(),
                    snapshot.takenAt(),
                    snapshot.document().nested());
        }
    }
}
