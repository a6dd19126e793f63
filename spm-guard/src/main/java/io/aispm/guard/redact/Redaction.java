package io.aispm.guard.redact;

import java.util.Set;

/** A text without what had to be taken out, and the kinds that were. */
public record Redaction(String text, Set<SensitiveKind> kinds) {

    public Redaction {
        kinds = Set.copyOf(kinds);
    }

    /** Whether anything was taken out. */
    public boolean changed() {
        return !kinds.isEmpty();
    }
}
