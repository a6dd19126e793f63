package io.aispm.localmodel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the next token is chosen, and where the text ends. */
record Sampling(
        int maxTokens,
        float temperature,
        float topP,
        List<String> stop,
        @Nullable Integer seed) {

    Sampling {
        stop = List.copyOf(stop);
    }

    Sampling atMost(int tokens) {
        return new Sampling(Math.min(maxTokens, tokens), temperature, topP, stop, seed);
    }
}
