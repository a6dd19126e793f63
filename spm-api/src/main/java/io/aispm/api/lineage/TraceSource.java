package io.aispm.api.lineage;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import java.util.List;

/** Knows what happened under one trace id. */
@FunctionalInterface
public interface TraceSource {

    /**
     * In the order it happened, the latest few hundred; fails with {@link LineageException} when that can't be told now.
     *
     * @param types the events that are wanted; empty for all
     */
    List<LineageEvent> events(TenantId tenant, TraceId trace, List<String> types);
}
