package io.aispm.api.integration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.UUID;

/** Names one integration. */
public record IntegrationId(UUID value) {

    private static final int LENGTH = 36;

    /** Reads an id in its 36-character form; fails with {@link IllegalArgumentException} on anything else. */
    @JsonCreator
    public static IntegrationId of(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException("not a UUID: '" + text + "'");
        }
        return new IntegrationId(UUID.fromString(text));
    }

    /** Reads an id; empty where it has another form. */
    public static Optional<IntegrationId> parse(String text) {
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
