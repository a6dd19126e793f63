package io.aispm.mcp.conformance;

import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The suite's tools, prompts and resources, as its scenarios describe them. */
final class Suite {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final Pattern TEMPLATE = Pattern.compile("test://template/([^/]+)/data");

    private final JsonMapper json = new JsonMapper();
    private final JsonNode data;

    Suite() {
        try (var file = Objects.requireNonNull(Suite.class.getResourceAsStream("/conformance/suite.json"))) {
            data = json.readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<Object> list(String kind) {
        return List.copyOf(json.convertValue(data.path(kind), new TypeReference<List<Object>>() {}));
    }

    boolean has(String kind, String name) {
        return data.path(kind).has(name);
    }

    boolean hasTool(String name) {
        return data.path("tools")
                .valueStream()
                .anyMatch(tool -> tool.path("name").asString("").equals(name));
    }

    Map<String, Object> get(String kind, String name) {
        if (!has(kind, name)) {
            throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                    .message("There is no '" + name + "'.")
                    .build();
        }
        return json.convertValue(data.path(kind).path(name), OBJECT);
    }

    /** A prompt's messages, with its arguments in their places. */
    Map<String, Object> prompt(String name, Map<?, ?> arguments) {
        var text = json.writeValueAsString(get("messages", name));
        for (var argument : arguments.entrySet()) {
            var quoted = json.writeValueAsString(String.valueOf(argument.getValue()));
            text = text.replace("${" + argument.getKey() + "}", quoted.substring(1, quoted.length() - 1));
        }
        return json.readValue(text, OBJECT);
    }

    Map<String, Object> read(String uri) {
        var template = TEMPLATE.matcher(uri);
        if (template.matches()) {
            var id = template.group(1);
            var text = json.writeValueAsString(Map.of("id", id, "templateTest", true, "data", "Data for ID: " + id));
            return Map.of("contents", List.of(Map.of("uri", uri, "mimeType", "application/json", "text", text)));
        }
        return Map.of("contents", List.of(get("contents", uri)));
    }
}
