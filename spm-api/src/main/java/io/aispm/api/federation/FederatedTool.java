package io.aispm.api.federation;

import io.aispm.api.integration.IntegrationId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool of a tool server.
 *
 * @param tool its name at its server
 * @param name under which agents see it, {@code server__tool}
 * @param present whether the server still has it
 */
public record FederatedTool(
        TenantId tenant,
        IntegrationId integration,
        String tool,
        String name,
        Manifest seen,
        Instant seenAt,
        boolean present,
        @Nullable Manifest approved,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt) {

    /** What a server says of a tool, and the SHA-256 of that in canonical form. */
    public record Manifest(String hash, Map<String, Object> content) {}

    /** How it stands. */
    public enum State {
        /** Nobody has approved it. */
        PENDING,
        /** It is as it was approved; agents may call it as far as policies allow. */
        APPROVED,
        /** It is no longer as it was approved; no agent calls it. */
        CHANGED,
        /** Its server has it no more. */
        REMOVED
    }

    /** Where it stands now. */
    public State state() {
        if (!present) {
            return State.REMOVED;
        }
        if (approved == null) {
            return State.PENDING;
        }
        return approved.hash().equals(seen.hash()) ? State.APPROVED : State.CHANGED;
    }
}
