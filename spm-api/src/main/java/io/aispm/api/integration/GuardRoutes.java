package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.guard.GuardSettings;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the remote guard that settings name; asks the database only where they name one. */
@Component
public class GuardRoutes {

    /** Guards, and models that can be told to judge. */
    private static final Set<String> JUDGES = Set.of("llama_guard", "openai", "openai_compatible", "ollama");

    private final Routes routes;

    public GuardRoutes(Routes routes) {
        this.routes = routes;
    }

    /** Where it is; null where the settings name none, or one that is gone, disabled or of a kind that can't judge. */
    public CallContext.@Nullable Route of(TenantId tenant, Map<String, @Nullable Object> settings) {
        var named = GuardSettings.integrationOf(settings);
        return named == null
                ? null
                : IntegrationId.parse(named)
                        .flatMap(id -> routes.named(tenant, id))
                        .filter(route -> JUDGES.contains(route.connectorType()))
                        .orElse(null);
    }
}
