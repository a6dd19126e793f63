package io.aispm.contract.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much harm an agent could do, as its operators judge it. */
public enum Risk {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** Reads the wire's word; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static Risk of(String word) {
        for (var candidate : values()) {
            if (candidate.toString().equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown risk '" + word + "'");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
