package io.aispm.api.approval;

import java.util.Locale;
import java.util.Optional;

/** Where an approval stands. */
public enum ApprovalState {
    PENDING,
    APPROVED,
    DENIED,
    EXPIRED,
    USED;

    /** The state by its word. */
    public static Optional<ApprovalState> named(String word) {
        for (var state : values()) {
            if (state.toString().equals(word)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
