package io.aispm.benchmarks;

import java.util.Arrays;

/** Measured durations, in milliseconds. */
final class Samples {

    private double[] values = new double[0];

    void addNanos(long nanos) {
        addMillis(nanos / 1_000_000.0);
    }

    void addMillis(double millis) {
        values = Arrays.copyOf(values, values.length + 1);
        values[values.length - 1] = millis;
    }

    int count() {
        return values.length;
    }

    /** The value that the given share (0 to 1) of all samples does not exceed, by the nearest rank. */
    double quantile(double share) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }
}
