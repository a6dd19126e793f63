package io.aispm.lineage;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of a tenant's events are wanted; what is null or empty doesn't narrow.
 *
 * @param after where the page before ended, or null for the newest
 */
public record EventQuery(
        TenantId tenant,
        @Nullable AgentId agent,
        List<String> types,
        @Nullable SessionId session,
        List<TraceId> traces,
        int limit,
        @Nullable Cursor after) {

    /** A tenant's newest events. */
    public static EventQuery newest(TenantId tenant, int limit) {
        return new EventQuery(tenant, null, List.of(), null, List.of(), limit, null);
    }

    /** The same, of one agent only. */
    public EventQuery of(AgentId only) {
        return new EventQuery(tenant, only, types, session, traces, limit, after);
    }

    /** The same, of some types only. */
    public EventQuery of(List<String> only) {
        return new EventQuery(tenant, agent, List.copyOf(only), session, traces, limit, after);
    }

    /** The same, of one session only. */
    public EventQuery of(SessionId only) {
        return new EventQuery(tenant, agent, types, only, traces, limit, after);
    }

    /** The same, of one turn only. */
    public EventQuery of(TraceId only) {
        return new EventQuery(tenant, agent, types, session, List.of(only), limit, after);
    }

    /** The page after the one that ended there. */
    public EventQuery after(@Nullable Cursor end) {
        return new EventQuery(tenant, agent, types, session, traces, limit, end);
    }
}
