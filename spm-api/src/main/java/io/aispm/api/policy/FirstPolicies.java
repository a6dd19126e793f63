package io.aispm.api.policy;

import io.aispm.api.identity.TenantSeen;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives each tenant the platform's policies once, attached to nobody. What the tenant deletes stays deleted. */
@Component
class FirstPolicies {

    private final PolicyStore store;
    private final PlatformRego platform;
    private final Ids ids;
    private final Clock clock;

    FirstPolicies(PolicyStore store, PlatformRego platform, Ids ids, Clock clock) {
        this.store = store;
        this.platform = platform;
        this.ids = ids;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void welcome(TenantSeen seen) {
        if (store.markSeeded(seen.tenant())) {
            platform.seeds().forEach(seed -> add(seen.tenant(), seed));
        }
    }

    private void add(TenantId tenant, PlatformRego.Seed seed) {
        var source = seed.source();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var policy = new Policy(
                ids.next(),
                tenant,
                source.id(),
                seed.name(),
                "platform",
                PolicyMode.ENFORCED,
                1,
                source.rego(),
                Map.of(),
                null,
                0,
                now,
                now);
        store.add(policy, source.moved(tenant, 1), false);
    }
}
