package io.aispm.guard.classifier;

import io.aispm.guard.TextKind;
import java.util.Map;

/**
 * Turns log-odds into the platform's scores, by numbers fitted on sources the model never saw.
 *
 * @param stages by stage: {@code prompt}, {@code reply} and {@code tool}
 * @param categories by code: how a category's own log-odds become its score
 * @param instruction how sure the model is that a sentence of a document gives an order
 */
record Calibration(Map<String, Stage> stages, Map<String, Line> categories, Line instruction) {

    Stage of(TextKind kind) {
        var stage = stages.get(
                switch (kind) {
                    case PROMPT, LLM_PROMPT -> "prompt";
                    case REPLY, LLM_REPLY -> "reply";
                    case TOOL_RESULT -> "tool";
                });
        if (stage == null) {
            throw new IllegalStateException("guard.json has no scale for " + kind);
        }
        return stage;
    }

    /** The two scales of a stage. */
    record Stage(Scale harm, Scale injection) {}

    /**
     * A logistic regression over both models, shifted so that 0.35 is the flag point.
     *
     * @param windows subtracted once per e-fold of windows: the largest of many is large by chance
     * @param steepness how fast log-odds grow from the flag point on, so that 0.6 is the block point
     */
    record Scale(double encoder, double ngrams, double bias, double windows, double steepness) {

        private static final double FLAG_POINT = Math.log(0.35 / 0.65);

        /** The log-odds of one window. */
        double logit(double fromEncoder, double fromNgrams) {
            return encoder * fromEncoder + ngrams * fromNgrams + bias;
        }

        /** The score of a text whose most suspicious window has these log-odds. */
        double score(double logit, int windowsRead) {
            var fromFlagPoint = logit - windows * Math.log(windowsRead) - FLAG_POINT;
            return sigmoid(FLAG_POINT + (fromFlagPoint > 0 ? steepness : 1) * fromFlagPoint);
        }
    }

    /** A logistic regression in one variable. */
    record Line(double slope, double bias) {

        double score(double logit) {
            return sigmoid(slope * logit + bias);
        }
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
