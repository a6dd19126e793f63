package io.aispm.sdk;

import java.util.Map;

/** A tool that a model may ask for; {@code parameters} is a JSON schema. */
public record Tool(String name, String description, Map<String, ?> parameters) {

    public Tool {
        parameters = Map.copyOf(parameters);
    }
}
