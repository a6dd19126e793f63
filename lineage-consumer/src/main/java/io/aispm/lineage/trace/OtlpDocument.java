package io.aispm.lineage.trace;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans as the JSON of OTLP/HTTP: ids in hex, whole numbers and times as text.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">The encoding</a>
 */
final class OtlpDocument {

    private static final int ERROR = 2;
    private static final String SCOPE = "io.aispm.lineage";

    private OtlpDocument() {}

    /** An ExportTraceServiceRequest. */
    static Map<String, Object> of(List<Span> spans) {
        var byService = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var span : spans) {
            byService.computeIfAbsent(span.service(), _ -> new ArrayList<>()).add(span(span));
        }
        var resources = byService.entrySet().stream()
                .map(service -> Map.of(
                        "resource",
                        Map.of(
                                "attributes",
                                attributes(Map.of("service.name", service.getKey(), "service.namespace", "aispm"))),
                        "scopeSpans",
                        List.of(Map.of("scope", Map.of("name", SCOPE), "spans", service.getValue()))))
                .toList();
        return Map.of("resourceSpans", resources);
    }

    private static Map<String, Object> span(Span span) {
        var document = new LinkedHashMap<String, Object>();
        document.put("traceId", span.trace().value());
        document.put("spanId", span.id());
        if (span.parent() != null) {
            document.put("parentSpanId", span.parent());
        }
        document.put("name", span.name());
        document.put("kind", span.kind().number());
        document.put("startTimeUnixNano", nanos(span.start()));
        document.put("endTimeUnixNano", nanos(span.end()));
        document.put("attributes", attributes(span.attributes()));
        document.put("status", status(span.failure()));
        return document;
    }

    private static Map<String, Object> status(@Nullable String failure) {
        return failure == null ? Map.of() : Map.of("code", ERROR, "message", failure);
    }

    private static List<Map<String, Object>> attributes(Map<String, Object> attributes) {
        return attributes.entrySet().stream()
                .map(entry -> Map.of("key", entry.getKey(), "value", value(entry.getValue())))
                .toList();
    }

    private static Map<String, Object> value(Object value) {
        return switch (value) {
            case Integer whole -> Map.of("intValue", whole.toString());
            case Long whole -> Map.of("intValue", whole.toString());
            case Number fraction -> Map.of("doubleValue", fraction.doubleValue());
            case List<?> items ->
                Map.of(
                        "arrayValue",
                        Map.of("values", items.stream().map(OtlpDocument::value).toList()));
            default -> Map.of("stringValue", value.toString());
        };
    }

    private static String nanos(Instant instant) {
        return Long.toString(
                Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
    }
}
