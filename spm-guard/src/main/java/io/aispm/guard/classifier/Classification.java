package io.aispm.guard.classifier;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the classifier says of one text. Scores are on the platform's scale: 0.6 is the block point of the stage.
 *
 * @param harm how surely it asks for harm, or does it
 * @param injection how surely it turns an AI system against its instructions
 * @param categories by code, S1 to S14: what it is about, if it is harmful
 * @param instruction how surely a sentence of a document gives an order; 0 for other texts
 * @param where the window that says most; null for an empty text
 * @param unknown the share of its pieces that the vocabulary lacks
 * @param whole whether all of it was read
 */
public record Classification(
        double harm,
        double injection,
        SortedMap<String, Double> categories,
        double instruction,
        @Nullable Place where,
        double unknown,
        boolean whole) {

    /** The larger of the two. */
    public double score() {
        return Math.max(harm, injection);
    }

    /** A part of the text, by character. */
    public record Place(int start, int end) {}
}
