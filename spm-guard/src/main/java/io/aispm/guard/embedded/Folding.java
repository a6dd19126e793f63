package io.aispm.guard.embedded;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words of a text however they are written: compatibility forms, marks, invisible characters and letters of
 * other scripts that look Latin are folded away, one code point at a time so that positions are kept.
 *
 * @see <a href="https://www.unicode.org/reports/tr39/">Unicode Security Mechanisms</a>
 */
final class Folding {

    /** Cyrillic and Greek letters in the shape of Latin ones, and those they look like. */
    private static final String LOOKALIKES = "авсԁеһіјӏмпорԛѕтуѵѡхгαβγεικνορτυχω";

    private static final String LATIN = "abcdehijlmnopqstuvwxrabyeikvoptuxw";

    /** Signs and digits that stand for letters inside words. */
    private static final Map<Character, Character> MASKS = Map.ofEntries(
            Map.entry('0', 'o'),
            Map.entry('1', 'i'),
            Map.entry('3', 'e'),
            Map.entry('4', 'a'),
            Map.entry('5', 's'),
            Map.entry('7', 't'),
            Map.entry('8', 'b'),
            Map.entry('@', 'a'),
            Map.entry('$', 's'),
            Map.entry('!', 'i'),
            Map.entry('|', 'l'));

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private int wordStart;
    private boolean sentenceBegins = true;
    private boolean quoted;

    private Folding(String text) {
        this.text = text;
    }

    /** The words of a text, in order. */
    static List<Word> wordsOf(String text) {
        return new Folding(text).read();
    }

    private List<Word> read() {
        for (var at = 0; at < text.length(); ) {
            var codePoint = text.codePointAt(at);
            take(codePoint, at);
            at += Character.charCount(codePoint);
        }
        endWord(text.length());
        return words;
    }

    private void take(int codePoint, int at) {
        if (codePoint < 128) {
            takeFolded((char) codePoint, at);
            return;
        }
        if (isInvisible(codePoint)) {
            return;
        }
        var folded = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD);
        folded.codePoints().filter(each -> !isMark(each)).forEach(each -> takeFolded(latin(each), at));
    }

    private void takeFolded(char character, int at) {
        var small = Character.toLowerCase(character);
        if (Character.isLetterOrDigit(small) || (MASKS.containsKey(small) && !isPunctuationAt(at))) {
            if (letters.isEmpty()) {
                wordStart = at;
            }
            letters.append(small);
            return;
        }
        if (isApostropheInside(small, at)) {
            return;
        }
        endWord(at);
        if (".!?\n:;".indexOf(small) >= 0) {
            sentenceBegins = true;
        }
        quoted = "\"'`\u201c\u2018\u00ab".indexOf(character) >= 0;
    }

    private void endWord(int end) {
        if (letters.isEmpty()) {
            return;
        }
        var word = letters.toString();
        words.add(new Word(word, unmask(word), wordStart, end, sentenceBegins, quoted));
        letters.setLength(0);
        sentenceBegins = false;
        quoted = false;
    }

    /** The mark ends a word or stands alone: punctuation, no mask. */
    private boolean isPunctuationAt(int at) {
        var next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return (letters.isEmpty() && !Character.isLetter(next)) || !Character.isLetterOrDigit(next);
    }

    private boolean isApostropheInside(char character, int at) {
        return (character == '\'' || character == '\u2019')
                && !letters.isEmpty()
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1));
    }

    private static @Nullable String unmask(String word) {
        var masked = false;
        var lettered = false;
        var plain = new StringBuilder(word.length());
        for (var at = 0; at < word.length(); at++) {
            var character = word.charAt(at);
            var letter = MASKS.get(character);
            masked |= letter != null;
            lettered |= Character.isLetter(character);
            plain.append(letter == null ? character : letter);
        }
        return masked && lettered ? plain.toString() : null;
    }

    static boolean isInvisible(int codePoint) {
        var type = Character.getType(codePoint);
        return type == Character.FORMAT || type == Character.CONTROL || codePoint == 0xAD || isMark(codePoint);
    }

    private static boolean isMark(int codePoint) {
        var type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    static char latin(int codePoint) {
        var small = Character.toLowerCase(codePoint);
        var at = LOOKALIKES.indexOf(small);
        if (at >= 0) {
            return LATIN.charAt(at);
        }
        return Character.isBmpCodePoint(codePoint) ? (char) codePoint : '\u25a1';
    }
}
