package io.aispm.benchmarks.guard;

import io.aispm.guard.GuardModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** What the guard says of every row, and how long it took. */
final class Scores {

    private static final String BENIGN = "benign_";

    /** About 256 word pieces of English. */
    private static final int SHORT = 1_000;

    private final SortedMap<String, OfSource> bySource = new TreeMap<>();
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> shortMillis = new ArrayList<>();

    /** The scores of one source. */
    record OfSource(List<Double> harmful, List<Double> harmless) {

        double[] ofHarmful() {
            return harmful.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double[] ofHarmless() {
            return harmless.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }

    static Scores of(GuardModel model, Map<String, List<EvaluationData.Row>> rows) {
        var scores = new Scores();
        rows.forEach((source, texts) -> {
            var of = new OfSource(new ArrayList<>(), new ArrayList<>());
            scores.bySource.put(source, of);
            for (var row : texts) {
                var began = System.nanoTime();
                var score = model.judge(row.kind(), row.text()).score();
                scores.took((System.nanoTime() - began) / 1e6, row.text().length());
                (row.harmful() ? of.harmful() : of.harmless()).add(score);
            }
        });
        return scores;
    }

    SortedMap<String, OfSource> bySource() {
        return bySource;
    }

    OfSource of(String source) {
        var of = bySource.get(source);
        if (of == null) {
            throw new IllegalStateException("The data has no source '" + source + "'.");
        }
        return of;
    }

    /** The harmless texts of ordinary work, by which the false-positive points are set. */
    double[] ordinary() {
        return bySource.entrySet().stream()
                .filter(each -> each.getKey().startsWith(BENIGN))
                .flatMapToDouble(each -> DoubleStream.of(each.getValue().ofHarmless()))
                .toArray();
    }

    /** A quantile of the time for texts of at most 256 word pieces, in milliseconds. */
    double shortMillis(double quantile) {
        return quantile(shortMillis, quantile);
    }

    double allMillis(double quantile) {
        return quantile(millis, quantile);
    }

    int count() {
        return millis.size();
    }

    private void took(double milliseconds, int length) {
        millis.add(milliseconds);
        if (length <= SHORT) {
            shortMillis.add(milliseconds);
        }
    }

    private static double quantile(List<Double> values, double quantile) {
        var sorted = values.stream().sorted().toList();
        return sorted.get((int) Math.max(0, Math.ceil(quantile * sorted.size()) - 1));
    }
}
