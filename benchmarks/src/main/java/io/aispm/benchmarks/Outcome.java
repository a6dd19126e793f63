package io.aispm.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** What a run came to; durations in milliseconds. */
record Outcome(double perSecond, double p50, double p95, double p99, long failed) {

    static Outcome of(long[] nanos, double seconds, long failed) {
        if (nanos.length == 0) {
            return new Outcome(0, 0, 0, 0, failed);
        }
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Outcome(sorted.length / seconds, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), failed);
    }

    private static double at(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%8.0f/s  p50 %7.2f ms  p95 %7.2f ms  p99 %7.2f ms  failed %d",
                perSecond,
                p50,
                p95,
                p99,
                failed);
    }
}
