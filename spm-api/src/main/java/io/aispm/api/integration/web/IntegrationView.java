package io.aispm.api.integration.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.integration.Integration;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.connector.Connector;
import io.aispm.api.integration.connector.FieldSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An integration on the wire: its settings with the defaults that count, and of its credentials no more than hints. */
record IntegrationView(
        IntegrationId id,
        @JsonProperty("connector_type") String connectorType,
        String name,
        String category,
        String vendor,
        String status,
        boolean enabled,
        Map<String, @Nullable Object> config,
        List<CredentialView> credentials,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("updated_at") Instant updatedAt) {

    record CredentialView(String key, @Nullable String hint, boolean configured) {

        static CredentialView of(FieldSpec secret, Integration integration) {
            return integration.secrets().stream()
                    .filter(there -> there.key().equals(secret.key()))
                    .findFirst()
                    .map(there -> new CredentialView(secret.key(), there.hint(), true))
                    .orElseGet(() -> new CredentialView(secret.key(), null, false));
        }
    }

    static IntegrationView of(Integration integration, Connector connector) {
        return new IntegrationView(
                integration.id(),
                integration.connectorType(),
                integration.name(),
                integration.category(),
                integration.vendor(),
                integration.status(),
                integration.enabled(),
                connector.effective(integration.config()),
                connector.secrets().stream()
                        .map(secret -> CredentialView.of(secret, integration))
                        .toList(),
                integration.createdAt(),
                integration.updatedAt());
    }
}
