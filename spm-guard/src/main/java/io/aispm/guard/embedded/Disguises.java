package io.aispm.guard.embedded;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The other ways to read a text: spaced out or run together, turned by 13 letters or backwards, or encoded (once). */
final class Disguises {

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,8192}={0,2}");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F\\\\x%:, ]{16,8192}");
    private static final Pattern NOT_HEX = Pattern.compile("[^0-9a-fA-F]");
    private static final int FEWEST_HEX = 16;
    private static final int MOST_ENCODED = 8;
    private static final int FEWEST_SPACED = 4;
    private static final int LONG_WORD = 16;
    private static final int SHORT_TEXT = 400;

    private final Segmenter segmenter;

    Disguises(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Every reading of the text but the one as it stands. */
    List<Reading> readingsOf(String text, List<Word> words) {
        var readings = new ArrayList<Reading>();
        var unspaced = unspaced(words);
        if (!unspaced.equals(words)) {
            readings.add(new Reading(unspaced, "spaced"));
        }
        readings.add(new Reading(
                words.stream().map(word -> word.as(turned(word.letters()))).toList(), "rot13"));
        readings.add(new Reading(
                words.reversed().stream()
                        .map(word -> word.as(reversed(word.letters())))
                        .toList(),
                "reversed"));
        decoded(text).forEach(plain -> readings.add(new Reading(Folding.wordsOf(plain), "encoded")));
        return readings;
    }

    /** All letters of a short text, cut into words anew: for what was broken up in the wrong places. */
    Optional<Reading> joined(List<Word> words) {
        var letters = words.stream().map(Word::letters).collect(Collectors.joining());
        if (words.size() < 2 || letters.length() > SHORT_TEXT) {
            return Optional.empty();
        }
        return Optional.of(new Reading(segmented(words.getFirst(), letters), "joined"));
    }

    /** Single letters in a row, and words too long to be one, as the words they hold. */
    private List<Word> unspaced(List<Word> words) {
        var result = new ArrayList<Word>();
        for (var at = 0; at < words.size(); ) {
            var end = at;
            while (end < words.size() && words.get(end).letters().length() == 1) {
                end++;
            }
            if (end - at >= FEWEST_SPACED) {
                var letters = words.subList(at, end).stream().map(Word::letters).collect(Collectors.joining());
                result.addAll(segmented(words.get(at), letters));
                at = end;
                continue;
            }
            var word = words.get(at++);
            if (word.letters().length() >= LONG_WORD && word.letters().length() <= SHORT_TEXT) {
                result.addAll(segmented(word, word.letters()));
            } else {
                result.add(word);
            }
        }
        return result;
    }

    private List<Word> segmented(Word place, String letters) {
        return segmenter.wordsIn(letters).stream().map(place::as).toList();
    }

    static String turned(String letters) {
        var turned = new StringBuilder(letters.length());
        letters.chars()
                .forEach(each -> turned.append(
                        each >= 'a' && each <= 'z' ? (char) ('a' + (each - 'a' + 13) % 26) : (char) each));
        return turned.toString();
    }

    static String reversed(String letters) {
        return new StringBuilder(letters).reverse().toString();
    }

    static List<String> decoded(String text) {
        var plain = new ArrayList<String>();
        BASE64.matcher(text)
                .results()
                .limit(MOST_ENCODED)
                .forEach(each -> fromBase64(each.group()).ifPresent(plain::add));
        HEX.matcher(text)
                .results()
                .limit(MOST_ENCODED)
                .forEach(each -> fromHex(each.group()).ifPresent(plain::add));
        return plain;
    }

    private static Optional<String> fromBase64(String encoded) {
        var standard = encoded.replace('-', '+').replace('_', '/').replace("=", "");
        var whole = standard.substring(0, standard.length() - (standard.length() % 4 == 1 ? 1 : 0));
        return readable(Base64.getDecoder().decode(whole));
    }

    private static Optional<String> fromHex(String encoded) {
        var digits = NOT_HEX.matcher(encoded).replaceAll("");
        if (digits.length() < FEWEST_HEX) {
            return Optional.empty();
        }
        return readable(HexFormat.of().parseHex(digits, 0, digits.length() / 2 * 2));
    }

    /** Text, where nearly all of it is printable; other bytes were no text. */
    private static Optional<String> readable(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        var strange = text.chars()
                .filter(each -> each == '\ufffd' || (each < ' ' && each != '\n' && each != '\t' && each != '\r'))
                .count();
        return strange * 10 <= text.length() ? Optional.of(text) : Optional.empty();
    }
}
