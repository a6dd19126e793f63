package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that somebody asked for before making it.
 *
 * @param path what is to change, with all below it; null for the whole dimension
 * @param to what it is to become; null for anything
 * @param expiresAt until when the change must have happened
 * @param approvedBy null while nobody has approved it
 */
public record PlannedChange(
        UUID id,
        TenantId tenant,
        AgentId agent,
        Dimension dimension,
        @Nullable String path,
        @Nullable Object to,
        String reason,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt) {

    /** Whether the difference is what was approved, in time. */
    boolean covers(Difference difference, Instant now) {
        return approvedBy != null
                && now.isBefore(expiresAt)
                && difference.dimension() == dimension
                && (path == null
                        || difference.path().equals(path)
                        || difference.path().startsWith(path + "."))
                && (to == null || PostureDocument.same(to, difference.current()));
    }

    /** Where it stands, in one word. */
    public String state(Instant now) {
        if (!now.isBefore(expiresAt)) {
            return "expired";
        }
        return approvedBy == null ? "pending" : "approved";
    }

    PlannedChange approved(String by, Instant at) {
        return new PlannedChange(
                id, tenant, agent, dimension, path, to, reason, requestedBy, requestedAt, expiresAt, by, at);
    }
}
