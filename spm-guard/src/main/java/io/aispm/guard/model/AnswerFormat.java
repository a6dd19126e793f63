package io.aispm.guard.model;

import java.util.Optional;

/** How a guard model is asked and how it says its verdict, by the words of the integration's field {@code format}. */
public enum AnswerFormat {
    /** {@code safe}, or {@code unsafe} and a line of codes. */
    LLAMA_GUARD_3("llama-guard-3"),
    /** As Llama Guard 3. */
    LLAMA_GUARD_4("llama-guard-4"),
    /** {@code Safety: Unsafe} and {@code Categories: ...}, with a step between safe and unsafe. */
    QWEN3GUARD("qwen3guard"),
    /** A general model that is told to answer with a JSON object. */
    JSON("json");

    private final String word;

    AnswerFormat(String word) {
        this.word = word;
    }

    /** The format of that word; empty where there is none. */
    public static Optional<AnswerFormat> named(String word) {
        for (var format : values()) {
            if (format.word.equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The integration's word. */
    @Override
    public String toString() {
        return word;
    }
}
