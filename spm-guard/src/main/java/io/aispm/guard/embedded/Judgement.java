package io.aispm.guard.embedded;

import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import io.aispm.guard.classifier.Classification;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Weighs what the classifier says of a text and what the rules found in it. */
final class Judgement {

    /** From here on a text is worth a look. */
    static final double FLAG_SCORE = 0.35;

    private static final double BLOCK_POINT = 0.6;

    /** As high as a text comes that may only be flagged. */
    private static final double MOST_FLAGGED = 0.55;

    /** Rules block only where the classifier does not say firmly that there is nothing. */
    private static final double IN_DOUBT = 0.08;

    /** A category that is as sure as this is what a text is about. */
    private static final double ABOUT = 0.5;

    /** The only category that a text may be about, to be no more than flagged for it. */
    private static final double BESIDE = 0.25;

    /** Categories that need facts which no small model has. */
    private static final Set<String> ONLY_FLAGGED = Set.of("S5", "S6", "S8", "S13");

    private static final double ORDER = 0.5;
    private static final String INJECTION = "S15";

    private final TextKind kind;
    private final GuardResult rules;
    private final Set<String> signals;
    private final List<GuardResult.Span> spans;
    private final SortedMap<String, Double> categories = new TreeMap<>();
    private double score;

    Judgement(TextKind kind, GuardResult rules) {
        this.kind = kind;
        this.rules = rules;
        this.signals = new LinkedHashSet<>(rules.signals());
        this.spans = new ArrayList<>(rules.spans());
    }

    /** Takes what the classifier says of one reading of the text. */
    void add(Classification said) {
        var injection = answers() ? 0 : said.injection();
        score = Math.max(score, Math.max(harmOf(said), injection));
        said.categories().forEach((code, sure) -> categories.merge(code, sure, Math::max));
        categories.merge(INJECTION, injection, Math::max);
        if (said.instruction() >= ORDER) {
            signals.add("instruction_in_document");
            score = Math.max(score, Math.min(said.instruction(), MOST_FLAGGED));
        }
        if (!said.whole()) {
            signals.add("partly_read");
            score = Math.max(score, FLAG_SCORE);
        }
    }

    void signal(String signal) {
        signals.add(signal);
    }

    void span(int start, int end) {
        spans.add(new GuardResult.Span(start, end, "classifier"));
    }

    double score() {
        return score;
    }

    /** The verdict; {@code unread} where the text hides or is in words that the classifier has not learnt. */
    GuardResult result(boolean unread, String model, String version) {
        var byRules = unread || score >= IN_DOUBT ? rules.score() : Math.min(rules.score(), MOST_FLAGGED);
        var all = rounded(Math.max(score, byRules));
        rules.categoryScores().forEach((code, sure) -> categories.merge(code, sure, Math::max));
        return new GuardResult(
                all >= FLAG_SCORE ? Verdict.FLAG : Verdict.ALLOW,
                all,
                all >= FLAG_SCORE ? about() : List.of(),
                told(),
                List.copyOf(signals),
                spans,
                model,
                version,
                0);
    }

    /** What it is about, most surely first; where nothing is sure, the likeliest. */
    private List<String> about() {
        var sure = categories.entrySet().stream()
                .filter(each -> each.getValue() >= (each.getKey().equals(INJECTION) ? FLAG_SCORE : ABOUT))
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        if (!sure.isEmpty() || kind == TextKind.TOOL_RESULT) {
            return sure;
        }
        return categories.entrySet().stream()
                .filter(each -> !each.getKey().equals(INJECTION))
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(each -> List.of(each.getKey()))
                .orElse(List.of());
    }

    private SortedMap<String, Double> told() {
        var told = new TreeMap<String, Double>();
        categories.forEach((code, sure) -> told.put(code, rounded(sure)));
        return told;
    }

    /** What is said about harm, as a tool's result may say it, is no harm; what asks for facts is for people to judge. */
    private double harmOf(Classification said) {
        return kind == TextKind.TOOL_RESULT || onlyFlagged(said) ? Math.min(said.harm(), MOST_FLAGGED) : said.harm();
    }

    /** Answers may speak of attacks; nobody obeys them. */
    private boolean answers() {
        return kind == TextKind.REPLY || kind == TextKind.LLM_REPLY;
    }

    private static boolean onlyFlagged(Classification said) {
        if (said.harm() < BLOCK_POINT) {
            return false;
        }
        var facts = 0.0;
        var others = 0.0;
        for (var each : said.categories().entrySet()) {
            if (ONLY_FLAGGED.contains(each.getKey())) {
                facts = Math.max(facts, each.getValue());
            } else {
                others = Math.max(others, each.getValue());
            }
        }
        return facts >= ABOUT && others < BESIDE;
    }

    private static double rounded(double score) {
        return Math.round(score * 1_000) / 1_000.0;
    }
}
