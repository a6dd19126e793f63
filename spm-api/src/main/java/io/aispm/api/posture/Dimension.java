package io.aispm.api.posture;

import java.util.Locale;
import java.util.Optional;

/** A side from which an agent is looked at. */
public enum Dimension {
    DEFINITION,
    TOOLS,
    IDENTITY,
    RUNTIME,
    MEMORY,
    GUARDRAILS,
    PROVIDER;

    /** The dimension by its word. */
    public static Optional<Dimension> named(String word) {
        for (var dimension : values()) {
            if (dimension.toString().equals(word)) {
                return Optional.of(dimension);
            }
        }
        return Optional.empty();
    }

    /** Its word on the wire. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
