package io.aispm.lineage.store;

import io.aispm.contract.lineage.TraceId;
import io.aispm.lineage.EventQuery;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The statement that answers a query from an index alone: where types are named, it takes the newest of each type and
 * merges those few, so that rare types are found at once among millions of others.
 */
record EventStatement(String sql, Map<String, Object> params) {

    private static final String COLUMNS = """
            event_id, ts, tenant_id, agent_id, session_id, correlation_id, event_type, user_id, source, schema_version,
            payload""";

    static EventStatement of(EventQuery query) {
        var params = new LinkedHashMap<String, Object>();
        var where = String.join(" and ", conditions(query, params));
        params.put("limit", query.limit() + 1);
        if (query.types().isEmpty()) {
            return new EventStatement(newest(where, ""), params);
        }
        params.put("types", query.types().stream().distinct().toArray(String[]::new));
        var ofOneType = newest(where, " and event_type = wanted.type");
        var merged = "select found.* from unnest(:types::text[]) as wanted(type) cross join lateral (" + ofOneType
                + ") as found order by ts desc, event_id desc limit :limit";
        return new EventStatement(merged, params);
    }

    private static String newest(String where, String further) {
        return "select " + COLUMNS + " from lineage.session_events where " + where + further
                + " order by ts desc, event_id desc limit :limit";
    }

    private static List<String> conditions(EventQuery query, Map<String, Object> params) {
        var conditions = new ArrayList<String>();
        conditions.add("tenant_id = :tenant");
        params.put("tenant", query.tenant().value());
        if (query.agent() != null) {
            conditions.add("agent_id = :agent");
            params.put("agent", query.agent().value());
        }
        if (query.session() != null) {
            conditions.add("session_id = :session");
            params.put("session", query.session().value());
        }
        if (!query.traces().isEmpty()) {
            conditions.add("correlation_id = any(:traces)");
            params.put("traces", query.traces().stream().map(TraceId::value).toArray(String[]::new));
        }
        if (query.after() != null) {
            conditions.add("(ts, event_id) < (:at, :id)");
            params.put("at", query.after().at().atOffset(ZoneOffset.UTC));
            params.put("id", query.after().id());
        }
        return conditions;
    }
}
