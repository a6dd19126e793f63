package io.aispm.benchmarks.guard;

import io.aispm.guard.GuardModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the guard says of every row, and how long it took. */
final class Scores {

    private static final String BENIGN = "benign_";

    /** About 256 word pieces of English. */
    private static final int SHORT = 1_000;

    private final SortedMap<String, OfSource> bySource = new TreeMap<>();
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> shortMillis = new ArrayList<>();

    /**
     * A row and what was said of it.
     *
     * @param named the categories that the result has
     */
    record Judged(EvaluationData.Row row, double score, List<String> named) {}

    /** What was said of some rows. */
    record OfSource(List<Judged> rows) {

        double[] ofHarmful() {
            return scores(each -> each.row().harmful());
        }

        double[] ofHarmless() {
            return scores(each -> !each.row().harmful());
        }

        /** Those of its rows that the data's authors put into a category. */
        OfSource inCategory(String category) {
            return new OfSource(rows.stream()
                    .filter(each -> each.row().category().equals(category))
                    .toList());
        }

        private double[] scores(Predicate<Judged> wanted) {
            return rows.stream().filter(wanted).mapToDouble(Judged::score).toArray();
        }
    }

    static Scores of(GuardModel model, Map<String, List<EvaluationData.Row>> rows) {
        var scores = new Scores();
        rows.forEach((source, texts) -> {
            var judged = new ArrayList<Judged>();
            for (var row : texts) {
                var began = System.nanoTime();
                var result = model.judge(row.kind(), row.text());
                scores.took((System.nanoTime() - began) / 1e6, row.text().length());
                judged.add(new Judged(row, result.score(), result.categories()));
            }
            scores.bySource.put(source, new OfSource(judged));
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

    Stream<Judged> all() {
        return bySource.values().stream().flatMap(each -> each.rows().stream());
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
