package io.aispm.guard.embedded;

import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers what speaks against one text, and weighs it. */
final class Evidence {

    /** What is quoted, or spoken of as a danger, is talked about and not done. */
    private static final double TALKED_ABOUT = 0.5;

    /** Witnesses that count in one category; a long text has many weak ones. */
    private static final int WITNESSES = 3;

    /** How far before a match a word like "prevent" still turns its meaning. */
    private static final int REACH = 5;

    /** Categories that need facts which rules haven't. */
    private static final Set<String> ONLY_FLAGGED = Set.of("S5", "S6", "S8", "S13");

    private static final double MOST_FLAGGED = 0.55;
    private static final String INJECTION = "S15";

    private final TextKind kind;
    private final Map<String, Map<String, Double>> weights = new TreeMap<>();
    private final Set<String> signals = new LinkedHashSet<>();
    private final List<GuardResult.Span> spans = new ArrayList<>();

    Evidence(TextKind kind) {
        this.kind = kind;
    }

    /** Whether rules of this scope speak about texts of this kind. */
    boolean admits(Rule.Scope scope) {
        return switch (scope) {
            case INSTRUCTION -> kind.asks() || kind == TextKind.TOOL_RESULT;
            case REQUEST -> kind.asks();
            case DOCUMENT -> kind == TextKind.TOOL_RESULT;
            case REPLY -> kind == TextKind.REPLY || kind == TextKind.LLM_REPLY;
        };
    }

    void add(Rule rule, Rule.Match match, Concepts concepts, @Nullable String disguise) {
        var weight = isTalkedAbout(rule, match, concepts) ? rule.weight() * TALKED_ABOUT : rule.weight();
        weights.computeIfAbsent(rule.category(), _ -> new TreeMap<>()).merge(rule.name(), weight, Math::max);
        signals.add(rule.name());
        if (disguise != null) {
            signals.add(disguise);
            return;
        }
        var words = concepts.words();
        spans.add(new GuardResult.Span(
                words.get(match.from()).start(), words.get(match.to() - 1).end(), rule.name()));
    }

    void signal(String signal) {
        signals.add(signal);
    }

    boolean has(String category) {
        return weights.containsKey(category);
    }

    double score() {
        return categoryScores().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }

    /** Codes from the given score on, strongest first. */
    List<String> categories(double from) {
        return categoryScores().entrySet().stream()
                .filter(each -> each.getValue() >= from)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    SortedMap<String, Double> categoryScores() {
        var scores = new TreeMap<String, Double>();
        weights.forEach((category, byRule) -> {
            var score = together(byRule);
            scores.put(category, ONLY_FLAGGED.contains(category) ? Math.min(score, MOST_FLAGGED) : score);
        });
        return scores;
    }

    List<String> signals() {
        return List.copyOf(signals);
    }

    List<GuardResult.Span> spans() {
        return spans;
    }

    /** Independent witnesses: the chance that all of them are wrong, turned round. */
    private static double together(Map<String, Double> byRule) {
        var doubt = byRule.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(WITNESSES)
                .reduce(1.0, (all, weight) -> all * (1 - weight));
        return Math.round((1 - doubt) * 1_000) / 1_000.0;
    }

    private static boolean isTalkedAbout(Rule rule, Rule.Match match, Concepts concepts) {
        var before = Math.max(0, match.from() - REACH);
        if (rule.category().equals(INJECTION)) {
            return concepts.words().get(match.from()).quoted()
                    && anyBetween(concepts, before, match.from(), "@mention");
        }
        return anyBetween(concepts, before, match.to(), "@guarding");
    }

    private static boolean anyBetween(Concepts concepts, int from, int to, String concept) {
        for (var at = from; at < to; at++) {
            if (concepts.lengthAt(at, concept) > 0) {
                return true;
            }
        }
        return false;
    }
}
