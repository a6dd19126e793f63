package io.aispm.guard.classifier;

/** Where sentences end, roughly: at a stop, a question or an exclamation before a space, and at a line's end. */
final class Sentences {

    /** Fewer pieces say nothing. */
    static final int FEWEST_PIECES = 4;

    private Sentences() {}

    /** Whether a sentence ends between a piece that ends at one place and the next that starts at another. */
    static boolean endBetween(String text, int end, int next) {
        for (var at = end; at < next; at++) {
            if (text.charAt(at) == '\n') {
                return true;
            }
        }
        return next > end && end > 0 && ".?!".indexOf(text.charAt(end - 1)) >= 0;
    }
}
