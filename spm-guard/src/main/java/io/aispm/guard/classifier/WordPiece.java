package io.aispm.guard.classifier;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts text into the word pieces of an uncased BERT vocabulary, as Hugging Face's tokenizer does: controls dropped,
 * accents stripped, small letters, words at spaces and punctuation, the longest known pieces first.
 *
 * @see <a href="https://huggingface.co/docs/tokenizers/components">Tokenizer components</a>
 */
final class WordPiece {

    private static final int LONGEST_WORD = 100;
    private static final String UNKNOWN = "[UNK]";

    private final Map<String, Integer> starting = new HashMap<>();
    private final Map<String, Integer> continuing = new HashMap<>();
    private final int unknown;

    /** A line per piece, its number the line's; what continues a word begins with {@code ##}. */
    WordPiece(List<String> vocabulary) {
        for (var number = 0; number < vocabulary.size(); number++) {
            var piece = vocabulary.get(number);
            if (piece.startsWith("##") && piece.length() > 2) {
                continuing.put(piece.substring(2), number);
            } else {
                starting.put(piece, number);
            }
        }
        var found = starting.get(UNKNOWN);
        if (found == null) {
            throw new IllegalArgumentException("the vocabulary has no " + UNKNOWN);
        }
        this.unknown = found;
    }

    /** The pieces of a text, without the marks for its beginning and end. */
    Tokens tokensOf(String text) {
        return new Reader(text).read();
    }

    /** Whether letters are a word that stands in the vocabulary as a whole. */
    boolean knows(String word) {
        return starting.containsKey(word);
    }

    /** The piece that stands for what has none. */
    int unknown() {
        return unknown;
    }

    /** One pass over one text. */
    private final class Reader {

        private final String text;
        private final Tokens.Builder tokens = new Tokens.Builder();
        private final StringBuilder word = new StringBuilder();

        /** For each char of the word, where its letter stands in the text. */
        private int[] places = new int[LONGEST_WORD];

        private Reader(String text) {
            this.text = text;
        }

        private Tokens read() {
            for (var at = 0; at < text.length(); ) {
                var codePoint = text.codePointAt(at);
                take(codePoint, at);
                at += Character.charCount(codePoint);
            }
            endWord();
            return tokens.build();
        }

        private void take(int codePoint, int at) {
            if (isSpace(codePoint)) {
                endWord();
            } else if (!isDropped(codePoint)) {
                if (codePoint < 128) {
                    takeFolded(Character.toLowerCase(codePoint), at);
                } else {
                    Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                            .codePoints()
                            .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
                            .forEach(each -> takeLowered(each, at));
                }
            }
        }

        private void takeLowered(int codePoint, int at) {
            Character.toString(codePoint).toLowerCase(Locale.ROOT).codePoints().forEach(each -> takeFolded(each, at));
        }

        private void takeFolded(int codePoint, int at) {
            if (isPunctuation(codePoint) || isIdeograph(codePoint)) {
                endWord();
                append(codePoint, at);
                endWord();
            } else {
                append(codePoint, at);
            }
        }

        private void append(int codePoint, int at) {
            var from = word.length();
            word.appendCodePoint(codePoint);
            if (places.length < word.length()) {
                places = Arrays.copyOf(places, word.length() * 2);
            }
            for (var each = from; each < word.length(); each++) {
                places[each] = at;
            }
        }

        private void endWord() {
            if (word.isEmpty()) {
                return;
            }
            var before = tokens.size();
            if (word.codePointCount(0, word.length()) > LONGEST_WORD || !cutUp()) {
                tokens.cutTo(before);
                tokens.add(unknown, places[0], after(word.length() - 1));
            }
            word.setLength(0);
        }

        /** Adds the longest known pieces, one after the other; false where a part of the word is in none. */
        private boolean cutUp() {
            for (var from = 0; from < word.length(); ) {
                var pieces = from == 0 ? starting : continuing;
                var to = word.length();
                var id = pieces.get(word.substring(from, to));
                while (id == null && to > from + 1) {
                    to--;
                    id = pieces.get(word.substring(from, to));
                }
                if (id == null) {
                    return false;
                }
                tokens.add(id, places[from], after(to - 1));
                from = to;
            }
            return true;
        }

        private int after(int index) {
            var place = places[index];
            return place + Character.charCount(text.codePointAt(place));
        }
    }

    private static boolean isSpace(int codePoint) {
        return codePoint == ' '
                || (codePoint >= '\t' && codePoint <= '\r')
                || codePoint == 0x85
                || Character.isSpaceChar(codePoint);
    }

    private static boolean isDropped(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> codePoint == 0xFFFD;
        };
    }

    private static boolean isPunctuation(int codePoint) {
        if (codePoint < 128) {
            return codePoint > ' ' && codePoint < 127 && !Character.isLetterOrDigit(codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isIdeograph(int codePoint) {
        return (codePoint >= 0x4E00 && codePoint <= 0x9FFF)
                || (codePoint >= 0x3400 && codePoint <= 0x4DBF)
                || (codePoint >= 0x20000 && codePoint <= 0x2A6DF)
                || (codePoint >= 0x2A700 && codePoint <= 0x2CEAF)
                || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                || (codePoint >= 0x2F800 && codePoint <= 0x2FA1F);
    }
}
