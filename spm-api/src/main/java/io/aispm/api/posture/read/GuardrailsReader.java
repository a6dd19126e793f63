package io.aispm.api.posture.read;

import io.aispm.api.integration.Integrations;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The policies that the agent is under, and how the guard judges its texts. */
@Component
class GuardrailsReader implements DimensionReader {

    private static final String GUARD = "guard";
    private static final String THRESHOLDS = "category_thresholds";

    private final LinkedPolicies policies;
    private final Integrations integrations;

    GuardrailsReader(LinkedPolicies policies, Integrations integrations) {
        this.policies = policies;
        this.integrations = integrations;
    }

    @Override
    public Dimension dimension() {
        return Dimension.GUARDRAILS;
    }

    @Override
    public void read(Subject subject, Values into) {
        for (var policy :
                policies.of(subject.agent().tenantId(), subject.agent().id())) {
            into.put(
                    Map.of("version", policy.version(), "mode", policy.mode().toString(), "params", policy.params()),
                    "policies",
                    policy.id());
        }
        var set = subject.settings().fields();
        into.put(set.getOrDefault("guard_mode", "embedded"), GUARD, "guard_mode");
        if (set.get("guard_integration_id") instanceof String remote) {
            into.put(remote, GUARD, "guard_integration_id");
            into.put(address(subject.agent().tenantId(), remote), GUARD, "base_url");
        }
        into.put(set.get("block_score"), GUARD, "block_score");
        into.put(subject.settings().guardLlm(), GUARD, "guard_llm");
        if (set.get(THRESHOLDS) instanceof Map<?, ?> thresholds) {
            thresholds.forEach((category, score) -> into.put(score, GUARD, THRESHOLDS, String.valueOf(category)));
        }
    }

    private @Nullable Object address(TenantId tenant, String integration) {
        return integrations.all(tenant).stream()
                .filter(one -> one.id().toString().equals(integration))
                .findFirst()
                .map(one -> one.config().get("base_url"))
                .orElse(null);
    }
}
