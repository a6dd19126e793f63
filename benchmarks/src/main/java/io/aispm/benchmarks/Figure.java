package io.aispm.benchmarks;

import java.util.Locale;

/**
 * A measured value beside its limit.
 *
 * @param what what was measured, and how often
 * @param limit what it may be at most, in the same unit
 */
record Figure(String what, double value, double limit, String unit) {

    boolean isMet() {
        return value <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-62s %10.2f %-3s  limit %8.2f %-3s  %s",
                what,
                value,
                unit,
                limit,
                unit,
                isMet() ? "met" : "MISSED");
    }
}
