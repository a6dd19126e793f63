package io.aispm.guard.embedded;

import java.util.List;
import java.util.Set;

/** Tells texts in languages that the embedded guard, which reads English, cannot judge. */
final class Language {

    private static final double MOST_UNKNOWN = 0.2;
    private static final int FEWEST = 3;

    private static final Set<String> ENGLISH = Set.of(
            "the", "and", "of", "to", "is", "in", "that", "it", "for", "you", "with", "this", "what", "how", "are",
            "my", "can", "be", "have", "your", "from", "not");

    /** Words that hold sentences together, and are no English ones; without accents, as words are folded. */
    private static final List<Set<String>> OTHERS = List.of(
            Set.of(
                    "le", "les", "des", "une", "est", "que", "pour", "dans", "vous", "je", "qui", "sur", "avec",
                    "comment"),
            Set.of(
                    "der", "das", "und", "ist", "nicht", "ein", "eine", "ich", "wie", "kann", "mit", "fur", "den",
                    "von"),
            Set.of("el", "los", "las", "una", "por", "para", "como", "que", "con", "del", "es", "mi", "puedo", "se"),
            Set.of("il", "di", "che", "per", "una", "sono", "come", "con", "del", "della", "non", "mi", "gli"),
            Set.of("os", "uma", "nao", "para", "com", "como", "que", "do", "da", "em", "um", "eu", "se"),
            Set.of("het", "een", "van", "niet", "ik", "hoe", "voor", "dat", "met", "kan", "wat", "zijn"),
            Set.of("jak", "sie", "nie", "jest", "czy", "moge", "na", "zrobic", "dla"),
            Set.of("nasil", "bir", "ve", "icin", "bu", "ne", "yapabilirim", "ile"));

    private Language() {}

    /**
     * Whether a text is in another language.
     *
     * @param unknown the share of word pieces that the classifier's vocabulary lacks
     */
    static boolean isUnsupported(String text, List<Word> words, double unknown) {
        return Script.isMostlyForeign(text) || unknown > MOST_UNKNOWN || holdsOtherwise(words);
    }

    private static boolean holdsOtherwise(List<Word> words) {
        var english = count(words, ENGLISH);
        return OTHERS.stream()
                .mapToLong(each -> count(words, each))
                .anyMatch(count -> count >= FEWEST && count > english);
    }

    private static long count(List<Word> words, Set<String> among) {
        return words.stream().filter(word -> among.contains(word.letters())).count();
    }
}
