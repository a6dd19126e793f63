package io.aispm.guard.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows which words and phrases stand for which concept. A line is {@code @concept: word, two words, verb~, stem*}
 * (a verb stands for its forms in -s and -ing too); the words of a {@code @harmless} phrase ("kill the process") stand for nothing else there.
 */
final class Lexicon {

    private static final String HARMLESS = "@harmless";
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int SHORTEST_STEM = 3;
    private static final int LONGEST_STEM = 14;

    private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();
    private final Map<String, Set<String>> byStem = new HashMap<>();
    private final Set<String> vocabulary = new HashSet<>();

    Lexicon(List<String> lines) {
        for (var line : lines) {
            var colon = line.indexOf(':');
            COMMA.splitAsStream(line.substring(colon + 1).strip())
                    .filter(each -> !each.isEmpty())
                    .forEach(each -> add(line.substring(0, colon), each));
        }
    }

    /** A word that a rule names itself becomes a concept of the same name. */
    void addLiteral(String word) {
        add(word, word.replace('_', ' '));
    }

    /** Every word that stands somewhere in the lexicon or in a rule. */
    Set<String> vocabulary() {
        return vocabulary;
    }

    /** What the words stand for. */
    Concepts read(List<Word> words) {
        var concepts = new Concepts(words);
        var harmlessUntil = 0;
        for (var at = 0; at < words.size(); at++) {
            var phrases = phrasesAt(words, at);
            for (var phrase : phrases) {
                if (phrase.concept().equals(HARMLESS)) {
                    harmlessUntil = Math.max(harmlessUntil, at + phrase.words().size());
                }
            }
            if (at >= harmlessUntil) {
                for (var phrase : phrases) {
                    concepts.add(at, phrase.concept(), phrase.words().size());
                }
            }
        }
        return concepts;
    }

    private List<Phrase> phrasesAt(List<Word> words, int at) {
        var phrases = new ArrayList<Phrase>();
        var word = words.get(at);
        collect(phrases, words, at, word.letters());
        if (word.unmasked() != null) {
            collect(phrases, words, at, word.unmasked());
        }
        if (phrases.isEmpty()
                && word.letters().length() > SHORTEST_STEM
                && word.letters().endsWith("s")) {
            collect(
                    phrases,
                    words,
                    at,
                    word.letters().substring(0, word.letters().length() - 1));
        }
        return phrases;
    }

    private void collect(List<Phrase> phrases, List<Word> words, int at, String first) {
        for (var phrase : byFirstWord.getOrDefault(first, List.of())) {
            if (phrase.goesOnAt(words, at)) {
                phrases.add(phrase);
            }
        }
        for (var length = SHORTEST_STEM; length <= Math.min(first.length(), LONGEST_STEM); length++) {
            for (var concept : byStem.getOrDefault(first.substring(0, length), Set.of())) {
                phrases.add(new Phrase(concept, List.of(first)));
            }
        }
    }

    private void add(String concept, String phrase) {
        if (phrase.endsWith("*")) {
            var stem = phrase.substring(0, phrase.length() - 1);
            byStem.computeIfAbsent(stem, _ -> new HashSet<>()).add(concept);
            vocabulary.add(stem);
            return;
        }
        if (phrase.endsWith("~")) {
            formsOf(phrase.substring(0, phrase.length() - 1)).forEach(form -> add(concept, form));
            return;
        }
        var words = SPACE.splitAsStream(phrase).toList();
        byFirstWord.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>()).add(new Phrase(concept, words));
        vocabulary.addAll(words);
    }

    private static List<String> formsOf(String verb) {
        var stem = verb.endsWith("e") ? verb.substring(0, verb.length() - 1) : verb;
        var doubled = stem + stem.charAt(stem.length() - 1);
        return List.of(verb, verb + "s", stem + "ing", doubled + "ing");
    }

    private record Phrase(String concept, List<String> words) {

        /** Whether the words after the first are there too. */
        boolean goesOnAt(List<Word> text, int at) {
            if (at + words.size() > text.size()) {
                return false;
            }
            for (var next = 1; next < words.size(); next++) {
                var word = text.get(at + next);
                if (!words.get(next).equals(word.letters()) && !words.get(next).equals(word.unmasked())) {
                    return false;
                }
            }
            return true;
        }
    }
}
