package io.aispm.mcp.federation;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.lineage.ControlChannel;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at all tool servers each minute, and at a tenant's at once when its integrations change, so that people see what
 * there is to approve, and that something has changed, before an agent calls it.
 */
@Component
class Lookout {

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    private final Registry registry;
    private final Upstreams upstreams;
    private final Set<TenantId> changed = ConcurrentHashMap.newKeySet();

    Lookout(Registry registry, Upstreams upstreams, ControlChannel control) {
        this.registry = registry;
        this.upstreams = upstreams;
        control.subscribe(this::note);
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void lookAtAll() {
        look(null);
    }

    /** Many changes of a tenant are looked at together. */
    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void lookAtChanged() {
        for (var tenant : Set.copyOf(changed)) {
            changed.remove(tenant);
            look(tenant);
        }
    }

    private void look(@Nullable TenantId tenant) {
        try {
            var servers = registry.servers(tenant).servers();
            if (tenant == null) {
                upstreams.keepOnly(servers);
            }
            servers.forEach(upstreams::look);
        } catch (IOException away) {
            log.atWarn().setCause(away).log("Nobody can say which tool servers there are");
        }
    }

    private void note(ControlEvent event) {
        if (event.agentId() == null) {
            changed.add(event.tenantId());
        }
    }
}
