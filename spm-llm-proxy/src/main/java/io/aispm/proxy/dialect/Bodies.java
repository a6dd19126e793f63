package io.aispm.proxy.dialect;

import io.aispm.proxy.LlmException;
import java.util.Collection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the trees that the shapes have in common. */
final class Bodies {

    private Bodies() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Whether a field says anything. */
    static boolean given(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    static String text(JsonNode node, String field) {
        return node.path(field).stringValue("");
    }

    /** Moves a field under another name, where it is given. */
    static void rename(ObjectNode from, String name, ObjectNode to, String newName) {
        var value = from.remove(name);
        if (value != null && !value.isNull()) {
            to.set(newName, value);
        }
    }

    /** Refuses what would need a memory between calls, or what no provider here has, by its name. */
    static void refuse(ObjectNode body, Collection<String> names, String why) {
        for (var name : names) {
            if (isWanted(body.path(name))) {
                throw LlmException.unsupported(name, "`" + name + "` " + why);
            }
            body.remove(name);
        }
    }

    private static boolean isWanted(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.asDouble(0) != 0;
            case STRING, BINARY, POJO -> true;
            case OBJECT, ARRAY -> !value.isEmpty();
            case NULL, MISSING -> false;
        };
    }

    /** A text part of a chat message. */
    static ObjectNode textPart(String text) {
        return object().put("type", "text").put("text", text);
    }

    /** An image part of a chat message. */
    static ObjectNode imagePart(String url) {
        var part = object().put("type", "image_url");
        part.putObject("image_url").put("url", url);
        return part;
    }

    /** A tool call of a chat message. */
    static ObjectNode toolCall(String id, String name, String arguments) {
        var call = object().put("id", id).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    /** A function as chat completions name it. */
    static ObjectNode function(JsonNode tool, String schemaField) {
        var function = object().put("name", text(tool, "name"));
        if (tool.path("description").isString()) {
            function.set("description", tool.path("description"));
        }
        if (tool.path(schemaField).isObject()) {
            function.set("parameters", tool.path(schemaField));
        }
        if (tool.path("strict").isBoolean()) {
            function.set("strict", tool.path("strict"));
        }
        var made = object().put("type", "function");
        made.set("function", function);
        return made;
    }

    /** A strict schema as chat completions ask for it. */
    static ObjectNode schemaFormat(String name, JsonNode schema, boolean strict) {
        var format = object().put("type", "json_schema");
        var inner = format.putObject("json_schema").put("name", name.isEmpty() ? "answer" : name);
        inner.put("strict", strict);
        inner.set("schema", schema);
        return format;
    }
}
