package io.aispm.mcp.federation;

import io.aispm.mcp.tool.ToolAnswer;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes text of what tool servers answer: the guard can't look at pictures or hear, so those are left out, and said to be. */
@Component
class UpstreamAnswers {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonSchemaValidator schemas;
    private final JsonMapper json;

    UpstreamAnswers(JsonSchemaValidator schemas, JsonMapper json) {
        this.schemas = schemas;
        this.json = json;
    }

    /** The answer, where its structured part is what the approved schema promises. */
    ToolAnswer of(JsonNode result, @Nullable Map<String, Object> promised) {
        var texts = new ArrayList<String>();
        for (var part : result.path("content")) {
            texts.add(text(part));
        }
        var isError = result.path("isError").asBoolean(false);
        var structured = result.path("structuredContent").isObject()
                ? json.convertValue(result.path("structuredContent"), OBJECT)
                : null;
        if (promised != null && !isError) {
            if (structured == null || !schemas.validate(promised, structured).valid()) {
                return new ToolAnswer.Failed("The tool's result is not what its approved schema promises.");
            }
        }
        if (texts.isEmpty() && structured == null) {
            texts.add("");
        }
        return new ToolAnswer.Answered(structured, List.copyOf(texts), isError, true);
    }

    private static String text(JsonNode part) {
        return switch (part.path("type").asString("")) {
            case "text" -> part.path("text").asString("");
            case "resource_link" ->
                (part.path("name").asString("") + " " + part.path("uri").asString("")).strip();
            case "resource" ->
                part.path("resource").path("text").isString()
                        ? part.path("resource").path("text").asString()
                        : "[A file was left out: it is not text.]";
            case "image" -> "[A picture was left out: it can't be screened.]";
            case "audio" -> "[A recording was left out: it can't be screened.]";
            default -> "[A part of the result was left out: its kind is not known.]";
        };
    }
}
