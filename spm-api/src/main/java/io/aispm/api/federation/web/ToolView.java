package io.aispm.api.federation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.federation.FederatedTool;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A federated tool as people read it: what its server says of it now, and what was approved. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ToolView(
        String tool,
        String name,
        String state,
        String hash,
        Map<String, Object> manifest,
        @JsonProperty("seen_at") Instant seenAt,
        @JsonProperty("approved_hash") @Nullable String approvedHash,

        @JsonProperty("approved_manifest") @Nullable Map<String, Object> approvedManifest,

        @JsonProperty("approved_by") @Nullable String approvedBy,
        @JsonProperty("approved_at") @Nullable Instant approvedAt) {

    static ToolView of(FederatedTool tool) {
        var approved = tool.approved();
        return new ToolView(
                tool.tool(),
                tool.name(),
                tool.state().name().toLowerCase(Locale.ROOT),
                tool.seen().hash(),
                tool.seen().content(),
                tool.seenAt(),
                approved == null ? null : approved.hash(),
                approved == null ? null : approved.content(),
                tool.approvedBy(),
                tool.approvedAt());
    }
}
