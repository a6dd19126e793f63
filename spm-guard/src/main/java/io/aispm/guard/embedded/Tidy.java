package io.aispm.guard.embedded;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as the classifier reads it: compatibility forms, invisible characters and letters that only look Latin folded
 * away, one code point at a time, so that each place leads back to the text as it was given.
 */
final class Tidy {

    private final StringBuilder text = new StringBuilder();
    private int[] origins;
    private final boolean latin;

    private Tidy(String given) {
        this.origins = new int[given.length() + 1];
        this.latin = !Script.isMostlyForeign(given);
        for (var at = 0; at < given.length(); ) {
            var codePoint = given.codePointAt(at);
            take(codePoint, at);
            at += Character.charCount(codePoint);
        }
        note(text.length(), given.length());
    }

    static Tidy of(String given) {
        return new Tidy(given);
    }

    String text() {
        return text.toString();
    }

    /** Where in the text as given a place of the tidy text is. */
    int originOf(int place) {
        return origins[place];
    }

    private void take(int codePoint, int at) {
        if (codePoint < 128) {
            append(Character.toString(codePoint), at);
        } else if (!Folding.isInvisible(codePoint)) {
            var folded = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
            append(latin ? lookedAt(folded) : folded, at);
        }
    }

    private static String lookedAt(String folded) {
        return folded.length() == 1 && Character.isLetter(folded.charAt(0))
                ? Character.toString(Folding.latin(folded.charAt(0)))
                : folded;
    }

    private void append(String part, int at) {
        for (var each = 0; each < part.length(); each++) {
            note(text.length(), at);
            text.append(part.charAt(each));
        }
    }

    private void note(int place, int origin) {
        if (place >= origins.length) {
            origins = Arrays.copyOf(origins, place * 2);
        }
        origins[place] = origin;
    }
}
