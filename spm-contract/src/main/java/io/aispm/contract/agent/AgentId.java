package io.aispm.contract.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names one agent. */
public record AgentId(UUID value) {

    /** Reads an id in its 36-character form; fails with {@link IllegalArgumentException} on anything else. */
    @JsonCreator
    public static AgentId of(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("not a UUID: '" + text + "'");
        }
        return new AgentId(UUID.fromString(text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
