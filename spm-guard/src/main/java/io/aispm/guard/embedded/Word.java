package io.aispm.guard.embedded;

import org.jspecify.annotations.Nullable;

/**
 * One word of a reading.
 *
 * @param letters the word in small letters, without marks
 * @param unmasked the same with digits and signs read as the letters they stand for; null where there are none
 * @param start where it stands in the text as it was given
 * @param first whether a sentence begins with it
 * @param quoted whether a quotation mark stands before it
 */
record Word(String letters, @Nullable String unmasked, int start, int end, boolean first, boolean quoted) {

    Word as(String otherLetters) {
        return new Word(otherLetters, null, start, end, first, quoted);
    }
}
