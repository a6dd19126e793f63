package io.aispm.api.approval;

import java.util.Locale;
import java.util.Optional;

/** How far an approval reaches, always for the same deed only. */
public enum Scope {
    /** One call of the same user. */
    ONCE,
    /** The same user's calls in the same session. */
    SESSION,
    /** The agent's calls, whoever its user is. */
    AGENT;

    /** The scope by its word. */
    public static Optional<Scope> named(String word) {
        for (var scope : values()) {
            if (scope.toString().equals(word)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
