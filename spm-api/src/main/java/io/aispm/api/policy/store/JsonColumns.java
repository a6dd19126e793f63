package io.aispm.api.policy.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Objects that are kept as JSON. */
@Component
class JsonColumns {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper json;

    JsonColumns(JsonMapper json) {
        this.json = json;
    }

    String write(Map<String, @Nullable Object> object) {
        return json.writeValueAsString(object);
    }

    Map<String, @Nullable Object> read(String text) {
        return json.readValue(text, OBJECT);
    }
}
