package io.aispm.guard.redact;

/**
 * Knows one form of sensitive text. It is asked only at the beginning of a word, and its answer must not depend on
 * anything that may still arrive: where it could, the answer is {@link #OPEN}.
 */
interface Detector {

    /** Nothing begins here, whatever follows. */
    int NONE = -1;

    /** More text is needed to tell. */
    int OPEN = -2;

    /** How far before a position a detector may look. */
    int CONTEXT = 64;

    SensitiveKind kind();

    /** Whether a match may begin with this character; what lies beyond ASCII never begins one. */
    boolean mayBeginWith(char first);

    /**
     * The end of the match that begins at {@code start}, or {@link #NONE}, or {@link #OPEN}.
     *
     * @param ended whether nothing more will arrive; {@link #OPEN} is then no answer
     */
    int endOfMatch(CharSequence text, int start, boolean ended);
}
