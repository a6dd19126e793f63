package io.aispm.guard.redact;

import java.util.regex.Pattern;

/** Private keys in PEM armour (RFC 7468), OpenSSH's and PGP's too; one that was cut off ends with its letters. */
final class PrivateKeys implements Detector {

    private static final Pattern BEGIN =
            Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----");
    private static final String END = "-----END";
    private static final String ANOTHER = "-----BEGIN";
    private static final int LONGEST_ARMOUR = 64;
    private static final int SHORTEST_LINE = 24;

    @Override
    public SensitiveKind kind() {
        return SensitiveKind.PRIVATE_KEY;
    }

    @Override
    public boolean mayBeginWith(char first) {
        return first == '-';
    }

    @SuppressWarnings("JdkObsolete") // hitEnd() is for streaming APIs, which this is.
    @Override
    public int endOfMatch(CharSequence text, int start, boolean ended) {
        var begin = BEGIN.matcher(text).region(start, text.length()).useAnchoringBounds(false);
        var found = begin.lookingAt();
        if (!ended && begin.hitEnd()) {
            return OPEN;
        }
        return found ? endOfBody(text, begin.end(), ended) : NONE;
    }

    private static int endOfBody(CharSequence text, int from, boolean ended) {
        var at = from;
        var run = 0;
        var longest = 0;
        while (at < text.length() && belongs(text.charAt(at))) {
            if (text.charAt(at) == '-' && beginsWith(text, at, END)) {
                return endOfArmour(text, at + END.length(), ended);
            }
            if (text.charAt(at) == '-' && beginsWith(text, at, ANOTHER)) {
                break;
            }
            run = isBase64(text.charAt(at)) ? run + 1 : 0;
            longest = Math.max(longest, run);
            at++;
        }
        if (at == text.length() && !ended) {
            return OPEN;
        }
        return longest >= SHORTEST_LINE ? at : NONE;
    }

    private static int endOfArmour(CharSequence text, int from, boolean ended) {
        var most = Math.min(text.length(), from + LONGEST_ARMOUR);
        var at = from;
        while (at < most && text.charAt(at) != '-' && text.charAt(at) != '\n') {
            at++;
        }
        while (at < most && text.charAt(at) == '-') {
            at++;
        }
        return at == text.length() && !ended ? OPEN : at;
    }

    private static boolean beginsWith(CharSequence text, int at, String word) {
        return at + word.length() <= text.length()
                && text.subSequence(at, at + word.length()).toString().equals(word);
    }

    private static boolean belongs(char character) {
        return isBase64(character) || Character.isWhitespace(character) || ":,.-\\\"'()".indexOf(character) >= 0;
    }

    private static boolean isBase64(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '+'
                || character == '/'
                || character == '=';
    }
}
