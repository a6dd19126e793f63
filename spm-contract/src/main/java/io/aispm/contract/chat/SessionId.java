package io.aispm.contract.chat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one conversation of one user with one agent. */
public record SessionId(UUID value) {

    /** Reads an id in its 36-character form; fails with {@link IllegalArgumentException} on anything else. */
    @JsonCreator
    public static SessionId of(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("not a UUID: '" + text + "'");
        }
        return new SessionId(UUID.fromString(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
