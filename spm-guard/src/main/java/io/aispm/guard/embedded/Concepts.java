package io.aispm.guard.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the words of one reading stand for. */
final class Concepts {

    private final List<Word> words;
    private final Map<String, int[]> lengths = new HashMap<>();

    Concepts(List<Word> words) {
        this.words = words;
    }

    List<Word> words() {
        return words;
    }

    /** Notes that a concept begins at a word and takes a number of words. */
    void add(int at, String concept, int length) {
        var byPlace = lengths.computeIfAbsent(concept, _ -> new int[words.size()]);
        byPlace[at] = Math.max(byPlace[at], length);
    }

    /** How many words the concept takes that begins here; 0 where it doesn't. */
    int lengthAt(int at, String concept) {
        var byPlace = lengths.get(concept);
        return byPlace == null ? 0 : byPlace[at];
    }

    boolean has(String concept) {
        return lengths.containsKey(concept);
    }
}
