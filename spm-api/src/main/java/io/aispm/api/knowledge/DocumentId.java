package io.aispm.api.knowledge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** Names one version of a document. */
public record DocumentId(UUID value) {

    private static final int LENGTH = 36;

    /** Reads an id in its 36-character form; fails with {@link IllegalArgumentException} on anything else. */
    @JsonCreator
    public static DocumentId of(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("not a UUID: '" + text + "'");
        }
        return new DocumentId(UUID.fromString(text));
    }

    /** Reads an id; empty where it has another form. */
    public static Optional<DocumentId> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
