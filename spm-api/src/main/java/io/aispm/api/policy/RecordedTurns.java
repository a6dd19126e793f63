package io.aispm.api.policy;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.TraceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns that are over, as far as they were recorded. */
@FunctionalInterface
public interface RecordedTurns {

    /**
     * What policies were asked in the turn, as their {@code input}, in the order of the questions; empty where the tenant
     * has no such turn. What no record holds is absent: the person's roles, the turn's number.
     */
    List<Map<String, @Nullable Object>> questions(TenantId tenant, TraceId trace);
}
