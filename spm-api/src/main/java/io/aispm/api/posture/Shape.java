package io.aispm.api.posture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to a value, as rules tell it; each says yes only where that is certain. */
enum Shape {
    ANY {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return true;
        }
    },
    ADDED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return previous == null;
        }
    },
    REMOVED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return current == null;
        }
    },
    /** A number that is less than it was. */
    LOWERED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return previous instanceof Number before
                    && current instanceof Number now
                    && now.doubleValue() < before.doubleValue();
        }
    },
    /** A limit that is lower than it was, or there for the first time. */
    TIGHTENED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return previous == null ? current instanceof Number : LOWERED.fits(previous, current);
        }
    },
    /** A list of what may be had, with nothing in it that was not there before. */
    SHORTENED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return previous instanceof List<?> before && (current == null || isWithin(current, before));
        }
    },
    /** A list of models that may be used, where none stands for all of them. */
    FEWER_MODELS {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return current instanceof List<?> now
                    && !now.isEmpty()
                    && (!(previous instanceof List<?> before) || before.isEmpty() || before.containsAll(now));
        }
    },
    /** A word further up in an order of strictness than it was. */
    STRICTER {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return strictness(previous) >= 0 && strictness(current) > strictness(previous);
        }
    },
    /** A policy whose mode lets more through than it did. */
    POLICY_WEAKENED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return strictness(member(current, MODE)) < strictness(member(previous, MODE));
        }
    },
    /** A policy that is as it was, but for a mode that lets less through. */
    POLICY_STRENGTHENED {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return PostureDocument.same(member(previous, "version"), member(current, "version"))
                    && STRICTER.fits(member(previous, MODE), member(current, MODE));
        }
    },
    /** A document that agents do not find any more, or do not find yet. */
    SOURCE_SHUT {
        @Override
        boolean fits(@Nullable Object previous, @Nullable Object current) {
            return previous != null && !"approved".equals(member(current, "state"));
        }
    };

    private static final String MODE = "mode";

    /** Words by how strict they are; those of one kind are never compared with those of another. */
    private static final Map<String, Integer> STRICTNESS = Map.ofEntries(
            Map.entry("low", 0),
            Map.entry("medium", 1),
            Map.entry("high", 2),
            Map.entry("critical", 3),
            Map.entry("off", 0),
            Map.entry("draft", 0),
            Map.entry("monitor", 1),
            Map.entry("deprecated", 2),
            Map.entry("enforced", 2),
            Map.entry("embedded", 0),
            Map.entry("remote", 0),
            Map.entry("ensemble", 1));

    /** Whether this happened. */
    abstract boolean fits(@Nullable Object previous, @Nullable Object current);

    private static boolean isWithin(Object current, List<?> before) {
        return current instanceof List<?> now && before.containsAll(now);
    }

    private static int strictness(@Nullable Object word) {
        return word instanceof String text ? STRICTNESS.getOrDefault(text, -1) : -1;
    }

    private static @Nullable Object member(@Nullable Object value, String name) {
        return value instanceof Map<?, ?> members ? members.get(name) : null;
    }
}
