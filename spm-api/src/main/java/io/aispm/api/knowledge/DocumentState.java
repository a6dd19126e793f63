package io.aispm.api.knowledge;

import java.util.Locale;
import java.util.Optional;

/** Whether agents may find a document. */
public enum DocumentState {
    /** Nobody has decided yet; no agent finds it. */
    PENDING,
    /** The agents that it is linked to find it. */
    APPROVED,
    /** No agent finds it any more. */
    REVOKED;

    /** The state by its word. */
    public static Optional<DocumentState> named(String word) {
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
