package io.aispm.guard;

import java.time.Duration;

/**
 * The platform's gate.
 *
 * @param blockScore the score from which a text is blocked ({@code GUARD_BLOCK_SCORE})
 * @param minTextLength shorter prompts are judged together with what came before ({@code GUARD_MIN_TEXT_LEN})
 * @param timeout how long a judgement may take ({@code GUARD_TIMEOUT_S})
 */
public record GuardLimits(double blockScore, int minTextLength, Duration timeout) {

    public GuardLimits {
        if (!(blockScore > 0 && blockScore <= 1)) {
            throw new IllegalArgumentException("GUARD_BLOCK_SCORE must lie above 0 and at most at 1");
        }
        if (minTextLength < 0) {
            throw new IllegalArgumentException("GUARD_MIN_TEXT_LEN must not be negative");
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("GUARD_TIMEOUT_S must be positive");
        }
    }

    /** The contract's: 0.6, 8 characters, 5 seconds. */
    public static GuardLimits defaults() {
        return new GuardLimits(0.6, 8, Duration.ofSeconds(5));
    }
}
