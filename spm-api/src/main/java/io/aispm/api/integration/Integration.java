package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a tenant to something outside of the platform, or its agent runtime's row.
 *
 * @param reachable what the last test found; null where there was none since the last change
 * @param config what was set; the connector's defaults are not among it
 * @param secrets the credentials that are there, as hints
 */
public record Integration(
        IntegrationId id,
        TenantId tenant,
        String connectorType,
        String name,
        String category,
        String vendor,
        boolean enabled,
        @Nullable Boolean reachable,
        Map<String, @Nullable Object> config,
        List<SecretHint> secrets,
        Instant createdAt,
        Instant updatedAt) {

    /** A credential, as people see it. */
    public record SecretHint(String key, String hint) {}

    /** In one word, how it stands. */
    public String status() {
        if (!enabled) {
            return "disabled";
        }
        if (reachable == null) {
            return "untested";
        }
        return reachable ? "connected" : "error";
    }
}
