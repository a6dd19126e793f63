package io.aispm.proxy.screen;

import io.aispm.guard.redact.Redactor;
import io.aispm.proxy.provider.ChatRequest;
import io.aispm.proxy.provider.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The words in what an agent sends to a model. */
final class PromptText {

    /** The agent's own instructions were read when its code was; a model's earlier answers were screened as such. */
    private static final Set<String> TRUSTED_ROLES = Set.of("system", "developer", "assistant");

    private PromptText() {}

    /** What came from people, tools and documents. */
    static String untrusted(ChatRequest request) {
        List<String> texts = new ArrayList<>();
        for (var message : request.messages().values()) {
            if (!TRUSTED_ROLES.contains(message.path("role").stringValue(""))) {
                texts.add(Content.text(message.path("content")));
            }
        }
        return String.join("\n", texts);
    }

    /** The same request without what the redactor takes out of any of its messages. */
    static ChatRequest redacted(ChatRequest request, Redactor redactor) {
        var changed = new ChatRequest(request.body().deepCopy());
        for (var message : changed.messages().values()) {
            redact(message, "content", redactor);
            for (var part : message.path("content").values()) {
                redact(part, "text", redactor);
            }
            for (var call : message.path("tool_calls").values()) {
                redact(call.path("function"), "arguments", redactor);
            }
        }
        return changed;
    }

    private static void redact(JsonNode node, String field, Redactor redactor) {
        if (node instanceof ObjectNode object && object.path(field).isString()) {
            object.put(field, redactor.redact(object.path(field).stringValue()).text());
        }
    }
}
