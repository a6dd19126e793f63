package io.aispm.api.policy;

import io.aispm.api.identity.TenantSeen;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.kit.id.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives each tenant each of the platform's policies once, attached to nobody: those that a newer platform brings, too.
 * What the tenant deletes stays deleted, and what it wrote under the same id stays its own.
 */
@Component
class FirstPolicies {

    private final PolicyStore store;
    private final GivenPolicies given;
    private final PlatformRego platform;
    private final Ids ids;
    private final Clock clock;

    FirstPolicies(PolicyStore store, GivenPolicies given, PlatformRego platform, Ids ids, Clock clock) {
        this.store = store;
        this.given = given;
        this.platform = platform;
        this.ids = ids;
        this.clock = clock;
    }

    @EventListener
    @Transactional
    public void welcome(TenantSeen seen) {
        var missing = given.takeUnseen(seen.tenant(), platform.seeds().keySet());
        missing.forEach(
                id -> add(seen.tenant(), Objects.requireNonNull(platform.seeds().get(id))));
    }

    private void add(TenantId tenant, PlatformRego.Seed seed) {
        var source = seed.source();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var policy = new Policy(
                ids.next(),
                tenant,
                source.id(),
                seed.name(),
                seed.type(),
                PolicyMode.ENFORCED,
                1,
                new PolicyContent(source.rego(), Map.of(), seed.paramsSchema(), seed.tests()),
                null,
                0,
                now,
                now);
        store.add(policy, source.moved(tenant, 1), false);
    }
}
