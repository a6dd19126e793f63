package io.aispm.contract.agent;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The framework an agent is written with. */
public enum AgentType {
    CUSTOM,
    LANGCHAIN,
    LLAMAINDEX,
    AUTOGPT,
    OPENAI_ASSISTANT,
    LANGCHAIN4J;

    /** Reads the wire's word; fails with {@link IllegalArgumentException} on an unknown one. */
    @JsonCreator
    public static AgentType of(String word) {
        for (var candidate : values()) {
            if (candidate.toString().equals(word)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("unknown agent_type '" + word + "'");
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
