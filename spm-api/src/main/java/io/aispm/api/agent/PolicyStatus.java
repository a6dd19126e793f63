package io.aispm.api.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far an agent is under policies, as its operators judge it. */
public enum PolicyStatus {
    NONE,
    PARTIAL,
    FULL;

    /** Reads the wire's word; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static PolicyStatus of(String word) {
        for (var candidate : values()) {
            if (candidate.toString().equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown policy_status '" + word + "'");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
