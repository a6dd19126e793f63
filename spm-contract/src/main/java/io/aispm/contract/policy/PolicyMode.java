package io.aispm.contract.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a policy stands in its life. */
public enum PolicyMode {
    /** Never decides. */
    DRAFT,
    /** Decides and is recorded, but changes nothing. */
    MONITOR,
    /** Decides. */
    ENFORCED,
    /** Decides where it is attached; can't be newly attached. */
    DEPRECATED;

    /** Reads the wire's word; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static PolicyMode of(String word) {
        for (var candidate : values()) {
            if (candidate.toString().equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown policy mode '" + word + "'");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
