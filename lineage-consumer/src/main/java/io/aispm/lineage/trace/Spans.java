package io.aispm.lineage.trace;

import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads spans from an event. What belongs to no turn is none; a turn's last message also tells of the turn itself.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/gen-ai/">Semantic conventions for generative AI</a>
 */
final class Spans {

    private static final Map<String, String> PROVIDERS = Map.of("azure_openai", "azure.ai.openai");
    private static final Duration LONGEST_TURN = Duration.ofDays(1);
    private static final int HALF = 16;

    private Spans() {}

    static List<Span> of(LineageEvent event) {
        var trace = event.correlationId();
        if (trace == null) {
            return List.of();
        }
        var spans = new ArrayList<Span>();
        var payload = event.payload();
        switch (EventType.find(event.eventType()).orElse(EventType.AGENT_LOG)) {
            case AGENT_LLM_CALL -> spans.add(call(event, trace, "chat", text(payload, "model"), Span.Kind.CLIENT));
            case AGENT_TOOL_CALL ->
                spans.add(call(event, trace, "execute_tool", text(payload, "tool"), Span.Kind.INTERNAL));
            case GUARD_DECISION -> spans.add(decision(event, trace, "guard", "verdict", "processing_ms"));
            case POLICY_DECISION -> spans.add(decision(event, trace, "policy", "decision", "duration_ms"));
            case AGENT_CHAT_MESSAGE -> {
                if (isLast(payload)) {
                    spans.add(turn(event, trace));
                }
            }
            default -> {
                // Nothing else is a step of a turn.
            }
        }
        return List.copyOf(spans);
    }

    /** The id of the span that a turn as a whole is. */
    static String root(TraceId trace) {
        return trace.rootSpan();
    }

    private static boolean isLast(Map<String, @Nullable Object> payload) {
        return "agent".equals(payload.get("role")) || "block".equals(payload.get("verdict"));
    }

    private static Span turn(LineageEvent event, TraceId trace) {
        var attributes = common(event);
        attributes.put("gen_ai.operation.name", "invoke_agent");
        put(attributes, "aispm.verdict", event.payload().get("verdict"));
        var refused = "block".equals(event.payload().get("verdict"));
        return new Span(
                trace,
                root(trace),
                null,
                "invoke_agent",
                Span.Kind.SERVER,
                began(trace, event.timestamp()),
                event.timestamp(),
                event.source(),
                refused ? "blocked" : null,
                attributes);
    }

    private static Span call(
            LineageEvent event, TraceId trace, String operation, @Nullable String what, Span.Kind kind) {
        var payload = event.payload();
        var attributes = common(event);
        attributes.put("gen_ai.operation.name", operation);
        if (kind == Span.Kind.CLIENT) {
            var provider = text(payload, "provider");
            put(
                    attributes,
                    "gen_ai.provider.name",
                    provider == null ? null : PROVIDERS.getOrDefault(provider, provider));
            put(attributes, "gen_ai.request.model", what);
            put(attributes, "gen_ai.usage.input_tokens", payload.get("prompt_tokens"));
            put(attributes, "gen_ai.usage.output_tokens", payload.get("completion_tokens"));
            put(attributes, "aispm.time_to_first_token_ms", payload.get("ttft_ms"));
            put(attributes, "aispm.cost_usd", payload.get("cost_usd"));
        } else {
            put(attributes, "gen_ai.tool.name", what);
        }
        var failure = Boolean.FALSE.equals(payload.get("ok"))
                ? Objects.requireNonNullElse(text(payload, "error"), "failed")
                : null;
        put(attributes, "error.type", failure);
        var name = what == null ? operation : operation + " " + what;
        return step(event, trace, name, kind, "duration_ms", failure, attributes);
    }

    private static Span decision(LineageEvent event, TraceId trace, String who, String word, String duration) {
        var payload = event.payload();
        var attributes = common(event);
        put(attributes, "aispm.stage", payload.get("stage"));
        put(attributes, "aispm." + who + "." + word, payload.get(word));
        put(attributes, "aispm.guard.score", payload.get("score"));
        put(attributes, "aispm.guard.categories", payload.get("categories"));
        put(attributes, "aispm.policy.ids", payload.get("policy_ids"));
        put(attributes, "aispm.policy.revision", payload.get("revision"));
        return step(event, trace, who + " " + payload.get("stage"), Span.Kind.INTERNAL, duration, null, attributes);
    }

    private static Span step(
            LineageEvent event,
            TraceId trace,
            String name,
            Span.Kind kind,
            String duration,
            @Nullable String failure,
            Map<String, Object> attributes) {
        var took = event.payload().get(duration) instanceof Number millis
                ? Duration.ofNanos((long) (Math.max(0, millis.doubleValue()) * 1_000_000))
                : Duration.ZERO;
        return new Span(
                trace,
                id(event.eventId()),
                root(trace),
                name,
                kind,
                event.timestamp().minus(took),
                event.timestamp(),
                event.source(),
                failure,
                attributes);
    }

    private static Map<String, Object> common(LineageEvent event) {
        var attributes = new LinkedHashMap<String, Object>();
        attributes.put("aispm.tenant.id", event.tenantId().value());
        put(attributes, "gen_ai.agent.id", event.agentId());
        put(attributes, "gen_ai.conversation.id", event.sessionId());
        return attributes;
    }

    private static void put(Map<String, Object> attributes, String name, @Nullable Object value) {
        switch (value) {
            case null -> {
                // An attribute that is not there says so by itself.
            }
            case Number number -> attributes.put(name, number);
            case List<?> items ->
                attributes.put(name, items.stream().map(String::valueOf).toList());
            default -> attributes.put(name, value.toString());
        }
    }

    private static @Nullable String text(Map<String, @Nullable Object> payload, String field) {
        var value = payload.get(field);
        return value == null ? null : value.toString();
    }

    private static String id(UUID event) {
        return "%016x".formatted(event.getLeastSignificantBits());
    }

    /** A turn's trace id begins with its millisecond; one that others made may begin with anything. */
    private static Instant began(TraceId trace, Instant end) {
        var began = Instant.ofEpochMilli(Long.parseUnsignedLong(trace.value().substring(0, 12), HALF));
        return began.isAfter(end) || began.isBefore(end.minus(LONGEST_TURN)) ? end : began;
    }
}
