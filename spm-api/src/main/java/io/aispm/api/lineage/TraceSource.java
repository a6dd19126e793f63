package io.aispm.api.lineage;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import java.util.List;

/** Knows what happened under trace ids. */
@FunctionalInterface
public interface TraceSource {

    /**
     * In the order it happened, the latest two thousand; fails with {@link LineageException} when that can't be told now.
     *
     * @param types the events that are wanted; empty for all
     */
    List<LineageEvent> events(TenantId tenant, List<TraceId> traces, List<String> types);
}
