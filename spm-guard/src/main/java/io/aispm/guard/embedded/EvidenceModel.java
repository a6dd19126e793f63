package io.aispm.guard.embedded;

import io.aispm.guard.GuardModel;
import io.aispm.guard.GuardResult;
import io.aispm.guard.TextKind;
import io.aispm.guard.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Weighs evidence by rules. Each rule that is met adds to its category as an independent witness would; the strongest
 * category is the score. Rules are written so that 0.6 takes one that is plain by itself or two that agree, and
 * categories say only what the evidence was about.
 */
public final class EvidenceModel implements GuardModel {

    private static final String NAME = "aispm-evidence";
    private static final String VERSION = "1";

    /** From here on the evidence is worth a look. */
    private static final double FLAG_SCORE = 0.35;

    /** Evidence of this weight is plain by itself. */
    private static final double PLAIN = 0.6;

    /** The category of prompt injection and jailbreak. */
    private static final String INJECTION = "S15";

    private static final EvidenceModel STANDARD = new EvidenceModel(linesOf("lexicon.txt"), linesOf("rules.txt"));

    private final Lexicon lexicon;
    private final List<Rule> rules;
    private final Disguises disguises;

    private EvidenceModel(List<String> lexiconLines, List<String> ruleLines) {
        this.lexicon = new Lexicon(lexiconLines);
        this.rules = parse(ruleLines);
        for (var rule : rules) {
            rule.steps().stream()
                    .flatMap(step -> step.concepts().stream())
                    .filter(concept -> !concept.startsWith("@"))
                    .distinct()
                    .forEach(lexicon::addLiteral);
        }
        this.disguises = new Disguises(new Segmenter(lexicon.vocabulary()));
    }

    /** The one with the rules that ship. */
    public static EvidenceModel standard() {
        return STANDARD;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public GuardResult judge(TextKind kind, String text) {
        var words = Folding.wordsOf(text);
        var evidence = new Evidence(kind);
        weigh(evidence, new Reading(words, null), false);
        disguises.readingsOf(text, words).forEach(reading -> weigh(evidence, reading, false));
        if (!evidence.has(INJECTION)) {
            disguises.joined(words).ifPresent(reading -> weigh(evidence, reading, true));
        }
        if (Script.isMostlyForeign(text)) {
            evidence.signal("unsupported_language");
        }
        var score = evidence.score();
        return new GuardResult(
                score >= FLAG_SCORE ? Verdict.FLAG : Verdict.ALLOW,
                score,
                evidence.categories(FLAG_SCORE),
                evidence.categoryScores(),
                evidence.signals(),
                evidence.spans(),
                NAME,
                VERSION,
                0);
    }

    private void weigh(Evidence evidence, Reading reading, boolean plainOnly) {
        var concepts = lexicon.read(reading.words());
        for (var rule : rules) {
            if (evidence.admits(rule.scope()) && (!plainOnly || isPlainInjection(rule))) {
                rule.matchesIn(concepts).forEach(match -> evidence.add(rule, match, concepts, reading.disguise()));
            }
        }
    }

    /** Words that were put together anew must say something plain to count. */
    private static boolean isPlainInjection(Rule rule) {
        return rule.category().equals(INJECTION) && rule.weight() >= PLAIN;
    }

    private static List<Rule> parse(List<String> lines) {
        var rules = new ArrayList<Rule>();
        var scope = Rule.Scope.INSTRUCTION;
        for (var line : lines) {
            if (line.startsWith("[")) {
                scope = Rule.Scope.valueOf(line.substring(1, line.length() - 1));
            } else {
                rules.add(Rule.parse(line, scope));
            }
        }
        return List.copyOf(rules);
    }

    private static List<String> linesOf(String resource) {
        try (var in = Objects.requireNonNull(EvidenceModel.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + resource, unreadable);
        }
    }
}
