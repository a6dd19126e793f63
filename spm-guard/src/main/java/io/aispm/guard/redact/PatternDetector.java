package io.aispm.guard.redact;

import java.util.BitSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A form that a bounded regular expression describes. Whether the answer is final is read off
 * {@link java.util.regex.Matcher#hitEnd()}, so expressions need a last part that sees the end of the match.
 */
final class PatternDetector implements Detector {

    private final SensitiveKind kind;
    private final Pattern pattern;
    private final String prefix;
    private final BitSet beginnings = new BitSet(128);
    private final Predicate<CharSequence> plausible;
    private final BiPredicate<CharSequence, Integer> context;

    private PatternDetector(
            SensitiveKind kind,
            Pattern pattern,
            String beginnings,
            Predicate<CharSequence> plausible,
            BiPredicate<CharSequence, Integer> context) {
        this.kind = kind;
        this.pattern = pattern;
        this.prefix = literalPrefix(pattern.pattern());
        this.plausible = plausible;
        this.context = context;
        beginnings.chars().forEach(this.beginnings::set);
    }

    /** A form that begins with one of the given characters. */
    static PatternDetector of(SensitiveKind kind, String beginnings, String regex) {
        return new PatternDetector(kind, Pattern.compile(regex), beginnings, _ -> true, (_, _) -> true);
    }

    /** The same, where what matched must also pass a check. */
    PatternDetector where(Predicate<CharSequence> check) {
        return new PatternDetector(kind, pattern, beginningsAsText(), check, context);
    }

    /** The same, where what stands before a match must also pass a check. */
    PatternDetector after(BiPredicate<CharSequence, Integer> check) {
        return new PatternDetector(kind, pattern, beginningsAsText(), plausible, check);
    }

    @Override
    public SensitiveKind kind() {
        return kind;
    }

    @Override
    public boolean mayBeginWith(char first) {
        return beginnings.get(first);
    }

    @SuppressWarnings("JdkObsolete") // hitEnd() is for streaming APIs, which this is.
    @Override
    public int endOfMatch(CharSequence text, int start, boolean ended) {
        var begun = beginsWithPrefix(text, start);
        if (begun < 0 || !context.test(text, start)) {
            return begun == OPEN && !ended ? OPEN : NONE;
        }
        var matcher = pattern.matcher(text)
                .region(start, text.length())
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
        var found = matcher.lookingAt();
        if (!ended && matcher.hitEnd()) {
            return OPEN;
        }
        return found && plausible.test(text.subSequence(start, matcher.end())) ? matcher.end() : NONE;
    }

    /** The length of the literal the form begins with, where it stands here; OPEN where the text ends within it. */
    private int beginsWithPrefix(CharSequence text, int start) {
        for (var at = 0; at < prefix.length(); at++) {
            if (start + at == text.length()) {
                return OPEN;
            }
            if (text.charAt(start + at) != prefix.charAt(at)) {
                return NONE;
            }
        }
        return prefix.length();
    }

    /** What stands before the first sign that means something; asked first, because a matcher costs more. */
    private static String literalPrefix(String regex) {
        var end = 0;
        while (end < regex.length()
                && (Character.isLetterOrDigit(regex.charAt(end)) || "-_".indexOf(regex.charAt(end)) >= 0)) {
            end++;
        }
        var repeats = end < regex.length() && "?*+{|".indexOf(regex.charAt(end)) >= 0;
        return regex.substring(0, repeats ? 0 : end);
    }

    private String beginningsAsText() {
        var text = new StringBuilder();
        beginnings.stream().forEach(each -> text.append((char) each));
        return text.toString();
    }
}
