package io.aispm.guard.embedded;

import io.aispm.guard.classifier.TextClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a text says beneath a disguise, where it says anything: decoded once, or read the other way round. */
final class Hidden {

    private static final int FEWEST_WORDS = 3;
    private static final int FEWEST_LETTERS = 12;
    private static final int SHORTEST_WORD = 3;

    /** A reading counts when nearly all of its words are words, and far more than of the text as it stands. */
    private static final double READABLE = 0.6;

    private static final double CLEARER = 0.3;

    private final TextClassifier classifier;

    Hidden(TextClassifier classifier) {
        this.classifier = classifier;
    }

    /** One more way to read a text. */
    record Beneath(String text, String disguise) {}

    List<Beneath> beneath(String text, List<Word> words) {
        var found = new ArrayList<Beneath>();
        Disguises.decoded(text).stream()
                .filter(plain -> plain.chars().filter(Character::isLetter).count() >= FEWEST_LETTERS)
                .forEach(plain -> found.add(new Beneath(plain, "encoded")));
        var asIs = readability(words.stream().map(Word::letters).toList());
        addIfClearer(
                found,
                asIs,
                words.stream().map(each -> Disguises.turned(each.letters())).toList(),
                "rot13");
        addIfClearer(
                found,
                asIs,
                words.reversed().stream()
                        .map(each -> Disguises.reversed(each.letters()))
                        .toList(),
                "reversed");
        addIfClearer(
                found,
                asIs,
                words.stream()
                        .map(each -> each.unmasked() == null ? each.letters() : each.unmasked())
                        .toList(),
                "leet");
        return found;
    }

    private void addIfClearer(List<Beneath> found, double asIs, List<String> words, String disguise) {
        var reading = readability(words);
        if (words.size() >= FEWEST_WORDS && reading >= READABLE && reading >= asIs + CLEARER) {
            found.add(new Beneath(words.stream().collect(Collectors.joining(" ")), disguise));
        }
    }

    private double readability(List<String> words) {
        var telling =
                words.stream().filter(each -> each.length() >= SHORTEST_WORD).toList();
        return telling.isEmpty()
                ? 0
                : (double) telling.stream().filter(classifier::knows).count() / telling.size();
    }
}
