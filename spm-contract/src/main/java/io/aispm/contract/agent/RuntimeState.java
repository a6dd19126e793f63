package io.aispm.contract.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an agent's process is seen to be doing. */
public enum RuntimeState {
    STOPPED,
    STARTING,
    RUNNING,
    CRASHED,
    QUARANTINED;

    /** Reads the wire's word; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static RuntimeState of(String word) {
        for (var candidate : values()) {
            if (candidate.toString().equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown runtime_state '" + word + "'");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
