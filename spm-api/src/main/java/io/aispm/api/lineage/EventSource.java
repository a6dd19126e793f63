package io.aispm.api.lineage;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows what happened. */
@FunctionalInterface
public interface EventSource {

    /**
     * What happened to an agent and through it, newest first; fails with {@link LineageException} when that can't be
     * told now.
     *
     * @param agent null for all of the tenant's
     * @param types the events that are wanted; empty for all
     */
    Page<LineageEvent> events(TenantId tenant, @Nullable AgentId agent, List<String> types, PageRequest page);
}
