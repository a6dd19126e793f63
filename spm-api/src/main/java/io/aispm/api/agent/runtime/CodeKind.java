package io.aispm.api.agent.runtime;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What an agent's code is written for. */
public enum CodeKind {
    PYTHON(".py"),
    JAVA(".jar");

    private final String suffix;

    CodeKind(String suffix) {
        this.suffix = suffix;
    }

    /** The kind that a file's name tells, or empty when it names neither. */
    public static Optional<CodeKind> ofFilename(String filename) {
        var name = filename.toLowerCase(Locale.ROOT);
        for (var kind : values()) {
            if (name.endsWith(kind.suffix)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** What a file with code of this kind is called inside of a sandbox. */
    public String file() {
        return "agent" + suffix;
    }

    /** The contract's word, {@code python} or {@code java}. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
