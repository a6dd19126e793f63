package io.aispm.guard;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a guard found in one text.
 *
 * @param score how sure the guard is, 0 to 1, scaled so that 0.6 is the embedded model's block point
 * @param categories codes S1 to S15; they explain a verdict and never make one
 * @param signals what spoke for the verdict, for people who look into it; never the text itself
 * @param spans where in the judged text it was found
 */
public record GuardResult(
        Verdict verdict,
        double score,
        List<String> categories,
        SortedMap<String, Double> categoryScores,
        List<String> signals,
        List<Span> spans,
        String model,
        String modelVersion,
        double processingMs) {

    public GuardResult {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score lies between 0 and 1, not at " + score);
        }
        categories = List.copyOf(categories);
        categoryScores = Collections.unmodifiableSortedMap(new TreeMap<>(categoryScores));
        signals = List.copyOf(signals);
        spans = List.copyOf(spans);
    }

    /** Nothing found. */
    public static GuardResult clean(String model, String modelVersion) {
        return new GuardResult(
                Verdict.ALLOW, 0, List.of(), new TreeMap<>(Map.of()), List.of(), List.of(), model, modelVersion, 0);
    }

    /** The same, said by the platform's scale: at the block score and above it is a block. */
    GuardResult blockingAt(double blockScore) {
        return score >= blockScore ? withVerdict(Verdict.BLOCK) : this;
    }

    /** The same, looked at where one of these categories is as sure as its threshold. Never a block. */
    GuardResult flaggingAt(Map<String, Double> thresholds) {
        var above = thresholds.entrySet().stream()
                .filter(each -> categoryScores.getOrDefault(each.getKey(), 0.0) >= each.getValue())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        if (above.isEmpty()) {
            return this;
        }
        var all = Stream.concat(categories.stream(), above.stream()).distinct().toList();
        return new GuardResult(
                        verdict == Verdict.ALLOW ? Verdict.FLAG : verdict,
                        score,
                        all,
                        categoryScores,
                        signals,
                        spans,
                        model,
                        modelVersion,
                        processingMs)
                .withSignal("category_threshold");
    }

    /** The same, looked at for what it says together with other text. */
    GuardResult flaggedWith(GuardResult together, String signal) {
        return new GuardResult(
                        Verdict.FLAG,
                        score,
                        together.categories(),
                        together.categoryScores(),
                        signals,
                        spans,
                        model,
                        modelVersion,
                        processingMs)
                .withSignal(signal);
    }

    GuardResult took(double milliseconds) {
        return new GuardResult(
                verdict, score, categories, categoryScores, signals, spans, model, modelVersion, milliseconds);
    }

    GuardResult withSignal(String signal) {
        var more = Stream.concat(signals.stream(), Stream.of(signal)).toList();
        return new GuardResult(
                verdict, score, categories, categoryScores, more, spans, model, modelVersion, processingMs);
    }

    private GuardResult withVerdict(Verdict other) {
        return new GuardResult(
                other, score, categories, categoryScores, signals, spans, model, modelVersion, processingMs);
    }

    /** What a person whose prompt is refused reads: {@code Prompt blocked by safety guard. (S2, S14)}. */
    public String refusal() {
        var sentence = "Prompt blocked by safety guard.";
        return categories.isEmpty() ? sentence : sentence + " (" + String.join(", ", categories) + ")";
    }

    /** A part of the judged text, and what it is. */
    public record Span(int start, int end, String kind) {}
}
