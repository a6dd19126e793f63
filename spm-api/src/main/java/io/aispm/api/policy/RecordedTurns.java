package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.TraceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns that are over, as far as they were recorded. What no record holds is absent: the person's roles, the turn's number.
 */
public interface RecordedTurns {

    /** What policies were asked in the turn, in order; empty where the tenant has no such turn. */
    List<RecordedQuestion> of(TenantId tenant, TraceId trace);

    /**
     * The newest turns, and what policies were asked in them.
     *
     * @param agent null for all of the tenant's
     * @param limit how many turns, at most
     * @param cursor where the page before ended; null for the newest
     */
    Turns newest(TenantId tenant, @Nullable AgentId agent, int limit, @Nullable String cursor);

    /** What policies are asked of a recorded turn, as their {@code input}. */
    default List<Map<String, @Nullable Object>> questions(TenantId tenant, TraceId trace) {
        return of(tenant, trace).stream().map(RecordedQuestion::input).toList();
    }

    /**
     * A page of turns.
     *
     * @param count how many they are
     * @param next the cursor of the page of older ones; null at the end
     */
    record Turns(
            int count,
            List<RecordedQuestion> questions,
            @Nullable String next) {}
}
