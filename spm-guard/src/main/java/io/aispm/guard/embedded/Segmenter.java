package io.aispm.guard.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Finds the words in letters that were run together: as few unknown letters, then as few words, as can be. */
final class Segmenter {

    private static final int LONGEST_WORD = 16;
    private static final int UNKNOWN_LETTER = 100;

    /** Short words that hold sentences together. */
    private static final Set<String> GLUE = Set.of(
            "a", "i", "the", "to", "of", "and", "or", "in", "on", "me", "my", "you", "your", "all", "any", "is", "it",
            "this", "that", "now", "how", "do", "can", "with", "for", "from", "be", "are", "us", "tell", "give", "what",
            "please");

    private final Set<String> words;

    Segmenter(Collection<String> vocabulary) {
        this.words = new java.util.HashSet<>(vocabulary);
        this.words.addAll(GLUE);
    }

    /** The words, unknown letters left out. */
    List<String> wordsIn(String letters) {
        var cost = new int[letters.length() + 1];
        var begin = new int[letters.length() + 1];
        for (var end = 1; end <= letters.length(); end++) {
            cost[end] = cost[end - 1] + UNKNOWN_LETTER;
            begin[end] = -1;
            for (var from = Math.max(0, end - LONGEST_WORD); from < end; from++) {
                if (cost[from] + 1 < cost[end] && words.contains(letters.substring(from, end))) {
                    cost[end] = cost[from] + 1;
                    begin[end] = from;
                }
            }
        }
        return walkBack(letters, begin);
    }

    private static List<String> walkBack(String letters, int[] begin) {
        var found = new ArrayList<String>();
        var end = letters.length();
        while (end > 0) {
            if (begin[end] >= 0) {
                found.add(letters.substring(begin[end], end));
                end = begin[end];
            } else {
                end--;
            }
        }
        return found.reversed();
    }
}
