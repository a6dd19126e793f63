package io.aispm.benchmarks;

import java.util.Locale;

/**
 * A measured value beside its limit.
 *
 * @param what what was measured, and how often
 * @param limit what it may be at most, or must be at least, in the same unit
 */
public record Figure(String what, double value, double limit, String unit, boolean atLeast) {

    /** A value that must not be above its limit. */
    public Figure(String what, double value, double limit, String unit) {
        this(what, value, limit, unit, false);
    }

    /** A value that must not be below its limit. */
    public static Figure atLeast(String what, double value, double limit, String unit) {
        return new Figure(what, value, limit, unit, true);
    }

    /** Whether it keeps its limit. */
    public boolean isMet() {
        return atLeast ? value >= limit : value <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-62s %10.2f %-4s %s %8.2f %-4s %s",
                what,
                value,
                unit,
                atLeast ? "least" : "limit",
                limit,
                unit,
                isMet() ? "met" : "MISSED");
    }
}
