package io.aispm.proxy.limit;

import org.jspecify.annotations.Nullable;

/**
 * What a call is expected to take.
 *
 * @param promptTokens the estimate of what goes in
 * @param answerTokens how much may come back
 * @param promptUsd what the prompt costs; null where no price is known
 * @param usd what it costs in all, at most; null where no price is known
 */
public record Expected(
        long promptTokens,
        long answerTokens,
        @Nullable Double promptUsd,
        @Nullable Double usd) {

    /** Where an agent doesn't say how long an answer may be. */
    public static final long ANSWER_TOKENS = 1_024;
}
