package io.aispm.api.lineage;

import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing that an agent did or that happened to it, as people see it in a list. */
public final class ActivityRow {

    private static final List<String> OF_TOOL_CALL = List.of("tool", "args", "duration_ms");
    private static final List<String> OF_LLM_CALL = List.of("model", "prompt_tokens", "completion_tokens");
    private static final Set<String> FAILURES = Set.of("agent_crashed", "agent_quarantined");

    private ActivityRow() {}

    /** The row of an event. */
    public static Map<String, @Nullable Object> of(LineageEvent event) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", event.eventId());
        row.put("ts", event.timestamp());
        row.put("kind", ActivityKind.ofType(event.eventType()));
        if (EventType.AGENT_CHAT_MESSAGE.toString().equals(event.eventType())) {
            return chat(row, event);
        }
        row.put("trace_id", event.correlationId());
        row.put("ok", isOk(event));
        if (EventType.AGENT_TOOL_CALL.toString().equals(event.eventType())) {
            return call(row, event, OF_TOOL_CALL);
        }
        if (EventType.AGENT_LLM_CALL.toString().equals(event.eventType())) {
            call(row, event, OF_LLM_CALL);
            copyIfThere(row, event, "cost_usd");
            return row;
        }
        event.payload().forEach(row::putIfAbsent);
        if (event.sessionId() != null) {
            row.putIfAbsent("session_id", event.sessionId());
        }
        return row;
    }

    private static Map<String, @Nullable Object> chat(Map<String, @Nullable Object> row, LineageEvent event) {
        row.put("session_id", event.sessionId());
        row.put("role", event.payload().get("role"));
        row.put("text", event.payload().get("text"));
        row.put("trace_id", event.correlationId());
        copyIfThere(row, event, "verdict");
        return row;
    }

    private static Map<String, @Nullable Object> call(
            Map<String, @Nullable Object> row, LineageEvent event, List<String> fields) {
        copyIfThere(row, event, "error");
        fields.forEach(field -> row.put(field, event.payload().get(field)));
        return row;
    }

    private static void copyIfThere(Map<String, @Nullable Object> row, LineageEvent event, String field) {
        var value = event.payload().get(field);
        if (value != null) {
            row.put(field, value);
        }
    }

    /** What says nothing of itself went well, unless it is a refusal or a failure by its nature. */
    private static boolean isOk(LineageEvent event) {
        var payload = event.payload();
        if (payload.get("ok") instanceof Boolean ok) {
            return ok;
        }
        return !FAILURES.contains(ActivityKind.ofType(event.eventType()))
                && !"block".equals(payload.get("verdict"))
                && !"block".equals(payload.get("decision"))
                && !"escalate".equals(payload.get("decision"));
    }
}
