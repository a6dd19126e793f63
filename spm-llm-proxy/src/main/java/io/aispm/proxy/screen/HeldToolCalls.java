package io.aispm.proxy.screen;

import io.aispm.guard.redact.Redactor;
import io.aispm.proxy.LlmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The tool calls of a streamed answer, held until they are whole: half a call is of use to nobody. */
final class HeldToolCalls {

    private static final int MOST = 256 << 10;

    private final Map<Integer, ObjectNode> calls = new TreeMap<>();
    private final Map<Integer, StringBuilder> arguments = new TreeMap<>();
    private int held;

    void take(JsonNode deltas) {
        for (var delta : deltas.values()) {
            var index = delta.path("index").asInt(0);
            var call = calls.computeIfAbsent(
                    index,
                    at -> JsonNodeFactory.instance.objectNode().put("index", at).put("type", "function"));
            if (delta.path("id").isString()) {
                call.put("id", delta.path("id").stringValue());
            }
            var function = delta.path("function");
            if (function.path("name").isString()) {
                call.withObjectProperty("function")
                        .put("name", function.path("name").stringValue());
            }
            var part = function.path("arguments").stringValue("");
            held += part.length();
            if (held > MOST) {
                throw LlmException.outputBlocked("Answer blocked by output guard.", List.of());
            }
            arguments.computeIfAbsent(index, _ -> new StringBuilder()).append(part);
        }
    }

    /** All arguments, one below the other. */
    String text() {
        return String.join("\n", arguments.values());
    }

    ArrayNode release(Redactor redactor) {
        var released = JsonNodeFactory.instance.arrayNode();
        calls.forEach((index, call) -> {
            var text = String.valueOf(arguments.get(index));
            call.withObjectProperty("function")
                    .put("arguments", redactor.redact(text).text());
            released.add(call);
        });
        return released;
    }
}
