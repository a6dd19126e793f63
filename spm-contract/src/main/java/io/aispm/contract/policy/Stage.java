package io.aispm.contract.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The step of a turn or a call that is judged. */
public enum Stage {
    PROMPT,
    OUTPUT,
    TOOLS,
    LLM;

    /** Reads the wire's word; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static Stage of(String word) {
        for (var candidate : values()) {
            if (candidate.toString().equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown stage '" + word + "'");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
