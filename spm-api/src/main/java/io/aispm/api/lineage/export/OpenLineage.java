package io.aispm.api.lineage.export;

import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A turn's graph as OpenLineage run events: the turn is a run of its agent, each guard and policy decision, model call and
 * tool call a run within it; models, tools and the conversation are datasets. No text of anybody is in it.
 *
 * @see <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">The specification</a>
 */
public final class OpenLineage {

    static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

    private static final String PARENT =
            "https://openlineage.io/spec/facets/1-0-1/ParentRunFacet.json#/$defs/ParentRunFacet";
    private static final String STEP = "urn:aispm:openlineage:step-run-facet:1";
    private static final String PRODUCER = "urn:aispm:spm-api";

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final LineageEvent first;
    private final UUID turn;
    private final String namespace;
    private final String agent;

    private OpenLineage(TraceId trace, LineageEvent first) {
        this.first = first;
        this.turn = uuid(trace);
        this.namespace = "aispm://" + first.tenantId();
        this.agent = "agent." + first.agentId();
    }

    /** The run events of a turn, in their order; {@code happened} are the turn's events, oldest first, at least one. */
    public static List<Map<String, Object>> of(TraceId trace, List<LineageEvent> happened) {
        var document = new OpenLineage(trace, happened.getFirst());
        document.begin();
        happened.forEach(document::step);
        document.end(happened);
        return List.copyOf(document.events);
    }

    private void begin() {
        add("START", first.timestamp(), run(turn, Map.of()), agent, session(), List.of());
    }

    private void end(List<LineageEvent> happened) {
        for (var event : happened.reversed()) {
            if (is(event, EventType.AGENT_CHAT_MESSAGE) && isLast(event)) {
                var type = "block".equals(event.payload().get("verdict")) ? "FAIL" : "COMPLETE";
                add(type, event.timestamp(), run(turn, Map.of()), agent, session(), session());
                return;
            }
        }
    }

    private void step(LineageEvent event) {
        if (is(event, EventType.AGENT_LLM_CALL)) {
            var model = event.payload().get("model");
            run(event, "llm", model, "duration_ms", datasets("model", model), isOk(event));
        } else if (is(event, EventType.AGENT_TOOL_CALL)) {
            var tool = event.payload().get("tool");
            run(event, "tool", tool, "duration_ms", datasets("tool", tool), isOk(event));
        } else if (is(event, EventType.GUARD_DECISION)) {
            run(event, "guard", event.payload().get("stage"), "processing_ms", List.of(), true);
        } else if (is(event, EventType.POLICY_DECISION)) {
            run(event, "policy", event.payload().get("stage"), "duration_ms", List.of(), true);
        }
    }

    private void run(
            LineageEvent event,
            String sort,
            @Nullable Object what,
            String duration,
            List<Map<String, Object>> inputs,
            boolean ok) {
        var job = agent + "." + sort + (what == null ? "" : "." + what);
        var run = run(event.eventId(), Map.of("parent", parent(), "aispm_step", facet(event)));
        add("START", event.timestamp().minus(took(event, duration)), run, job, inputs, List.of());
        add(ok ? "COMPLETE" : "FAIL", event.timestamp(), run, job, inputs, List.of());
    }

    private void add(
            String type,
            Instant time,
            Map<String, Object> run,
            String job,
            List<Map<String, Object>> inputs,
            List<Map<String, Object>> outputs) {
        var event = new LinkedHashMap<String, Object>();
        event.put("eventType", type);
        event.put("eventTime", time);
        event.put("run", run);
        event.put("job", Map.of("namespace", namespace, "name", job));
        event.put("inputs", inputs);
        event.put("outputs", outputs);
        event.put("producer", PRODUCER);
        event.put("schemaURL", SCHEMA);
        events.add(event);
    }

    private static Map<String, Object> run(UUID id, Map<String, Object> facets) {
        return Map.of("runId", id, "facets", facets);
    }

    private Map<String, Object> parent() {
        return Map.of(
                "_producer",
                PRODUCER,
                "_schemaURL",
                PARENT,
                "run",
                Map.of("runId", turn),
                "job",
                Map.of("namespace", namespace, "name", agent));
    }

    /** What was decided or how it went, in the words of the activity row; neither arguments nor texts. */
    private static Map<String, Object> facet(LineageEvent event) {
        var facet = new LinkedHashMap<String, Object>();
        facet.put("_producer", PRODUCER);
        facet.put("_schemaURL", STEP);
        facet.put("service", event.source());
        for (var field : List.of(
                "stage",
                "verdict",
                "score",
                "categories",
                "decision",
                "policy_ids",
                "revision",
                "provider",
                "prompt_tokens",
                "completion_tokens",
                "cost_usd",
                "error")) {
            var value = event.payload().get(field);
            if (value != null) {
                facet.put(field, value);
            }
        }
        return facet;
    }

    private List<Map<String, Object>> session() {
        return first.sessionId() == null ? List.of() : datasets("session", first.sessionId());
    }

    private List<Map<String, Object>> datasets(String sort, @Nullable Object name) {
        return name == null ? List.of() : List.of(Map.of("namespace", namespace, "name", sort + "." + name));
    }

    private static Duration took(LineageEvent event, String field) {
        return event.payload().get(field) instanceof Number millis
                ? Duration.ofNanos((long) (Math.max(0, millis.doubleValue()) * 1_000_000))
                : Duration.ZERO;
    }

    private static boolean is(LineageEvent event, EventType type) {
        return type.toString().equals(event.eventType());
    }

    private static boolean isOk(LineageEvent event) {
        return !Boolean.FALSE.equals(event.payload().get("ok"));
    }

    private static boolean isLast(LineageEvent event) {
        return "agent".equals(event.payload().get("role"))
                || "block".equals(event.payload().get("verdict"));
    }

    /** A run's id is a UUID, and a trace id has the bits of one. */
    private static UUID uuid(TraceId trace) {
        var digits = trace.value();
        return new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
    }
}
