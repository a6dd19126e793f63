package io.aispm.guard.redact;

import java.util.EnumSet;
import java.util.Set;

/**
 * Redacts a text that arrives in pieces: what comes out in the end is, letter by letter, what redacting the whole would
 * give. It reads from left to right and stops where something sensitive may be growing. Not thread-safe.
 */
public final class RedactionStream {

    /** The longest text that may be growing before it counts as one that never ends. */
    public static final int MOST_HELD = 8_192;

    /** Text that grows slowly is looked at again only after it grew by this part of itself: linear, not quadratic. */
    private static final int PATIENCE = 32;

    private final StringBuilder raw = new StringBuilder();
    private Redactor redactor;
    private Detectors detectors;
    private int committed;
    private int cursor;
    private int seen;

    RedactionStream(Redactor redactor) {
        this.redactor = redactor;
        this.detectors = Detectors.of(redactor.kinds());
    }

    /** Takes more of the text. */
    public void append(String piece) {
        raw.append(piece);
    }

    /**
     * Goes on as far as nothing can change any more, or a little beyond the given number of characters.
     *
     * @param ended whether the text is complete
     */
    public Clear advance(boolean ended, int limit) {
        var text = new StringBuilder();
        var kinds = EnumSet.noneOf(SensitiveKind.class);
        if (!ended && raw.length() - seen < held() / PATIENCE) {
            return new Clear("", kinds);
        }
        var open = false;
        while (!open && cursor < raw.length() && text.length() < limit) {
            open = !step(text, kinds, ended);
        }
        seen = open ? raw.length() : cursor;
        return new Clear(text.toString(), kinds);
    }

    /** How many characters have arrived that are not clear yet. */
    public int held() {
        return raw.length() - cursor;
    }

    /** Whether some of it has not been looked at since it arrived. */
    public boolean unseen() {
        return seen < raw.length();
    }

    /** Looks at all of it in the next step, however little has arrived. */
    public void hurry() {
        seen = cursor;
    }

    /** What has come out so far is gone; it is kept only as the context of what follows. */
    public void commit() {
        committed = cursor;
        var spare = committed - Detector.CONTEXT;
        if (spare > MOST_HELD) {
            raw.delete(0, spare);
            committed -= spare;
            cursor -= spare;
            seen -= spare;
        }
    }

    /** Takes back what has come out since the last {@link #commit()} and redacts it anew, with more kinds. */
    public void rewindWith(Set<SensitiveKind> more) {
        redactor = redactor.and(more);
        detectors = Detectors.of(redactor.kinds());
        cursor = committed;
        seen = cursor;
    }

    /** Whether these kinds are being redacted. */
    public boolean redacts(Set<SensitiveKind> kinds) {
        return redactor.kinds().containsAll(kinds);
    }

    private boolean step(StringBuilder text, Set<SensitiveKind> kinds, boolean ended) {
        if (beginsWord()) {
            for (var detector : detectors.beginningWith(raw.charAt(cursor))) {
                var end = detector.endOfMatch(raw, cursor, ended);
                if (end == Detector.OPEN) {
                    return false;
                }
                if (end != Detector.NONE) {
                    text.append(detector.kind().marker());
                    kinds.add(detector.kind());
                    cursor = end;
                    return true;
                }
            }
        }
        return copyCharacter(text, ended);
    }

    private boolean copyCharacter(StringBuilder text, boolean ended) {
        var first = raw.charAt(cursor);
        var last = cursor + 1 == raw.length();
        if (Character.isHighSurrogate(first) && last && !ended) {
            return false;
        }
        text.append(first);
        cursor++;
        if (Character.isHighSurrogate(first) && !last && Character.isLowSurrogate(raw.charAt(cursor))) {
            text.append(raw.charAt(cursor));
            cursor++;
        }
        return true;
    }

    private boolean beginsWord() {
        return cursor == 0 || !isWord(raw.charAt(cursor - 1)) || !isWord(raw.charAt(cursor));
    }

    private static boolean isWord(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /** Text that nothing can change any more, and what was taken out of it. */
    public record Clear(String text, Set<SensitiveKind> kinds) {}
}
