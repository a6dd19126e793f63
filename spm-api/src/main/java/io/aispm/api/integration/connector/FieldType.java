package io.aispm.api.integration.connector;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kind of value a field takes. */
public enum FieldType {
    STRING,
    INTEGER,
    FLOAT,
    PASSWORD,
    ENUM,
    TEXTAREA,
    BOOLEAN,
    URL,
    ENUM_INTEGRATION;

    @JsonCreator
    static FieldType of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
