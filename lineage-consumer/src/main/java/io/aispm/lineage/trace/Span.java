package io.aispm.lineage.trace;

import io.aispm.contract.lineage.TraceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a turn.
 *
 * @param id 16 lowercase hex digits
 * @param parent the id of the span it is part of; null for a turn's root
 * @param service the service that took the step
 * @param failure what went wrong, in a stable word; null where nothing did
 * @param attributes strings, whole numbers, fractions and lists of strings
 */
record Span(
        TraceId trace,
        String id,
        @Nullable String parent,
        String name,
        Kind kind,
        Instant start,
        Instant end,
        String service,
        @Nullable String failure,
        Map<String, Object> attributes) {

    /** A span's kind, with the number that the protocol has for it. */
    enum Kind {
        INTERNAL(1),
        SERVER(2),
        CLIENT(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
