package io.aispm.benchmarks.guard;

import java.util.Arrays;

/** What scores tell apart, whatever the point from which a guard blocks. */
final class Ranking {

    private Ranking() {}

    /** The lowest point from which at most the given share of harmless texts is blocked. */
    static double pointAt(double falsePositives, double[] harmless) {
        var sorted = harmless.clone();
        Arrays.sort(sorted);
        var allowed = (int) Math.floor(falsePositives * sorted.length);
        return Math.nextUp(sorted[sorted.length - 1 - allowed]);
    }

    /** How many scores are at the point or above. */
    static Share from(double point, double[] scores) {
        return new Share(
                (int) Arrays.stream(scores).filter(score -> score >= point).count(), scores.length);
    }

    /** The chance that a harmful text scores above a harmless one; ties count half. */
    static double auroc(double[] harmful, double[] harmless) {
        var sorted = harmless.clone();
        Arrays.sort(sorted);
        var above = 0.0;
        for (var score : harmful) {
            var below = firstAtLeast(sorted, score);
            var upTo = firstAtLeast(sorted, Math.nextUp(score));
            above += below + (upTo - below) / 2.0;
        }
        return above / ((double) harmful.length * harmless.length);
    }

    private static int firstAtLeast(double[] sorted, double value) {
        var low = 0;
        var high = sorted.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
