package io.aispm.api.posture;

import java.util.Locale;
import java.util.Optional;

/** Where a drift stands. */
public enum DriftState {
    /** The value is not as approved, and nobody has decided. */
    OPEN,
    /** The value has become part of the baseline. */
    ACCEPTED,
    /** The value is as approved again. */
    ROLLED_BACK,
    /** A further change took its place. */
    EXPIRED;

    /** The state by its word. */
    public static Optional<DriftState> named(String word) {
        for (var state : values()) {
            if (state.toString().equals(word)) {
                return Optional.of(state);
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
