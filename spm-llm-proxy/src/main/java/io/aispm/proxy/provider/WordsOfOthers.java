package io.aispm.proxy.provider;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out what only Anthropic's models have a word for: OpenAI's own servers refuse a request for any field they
 * don't know, and a client of Anthropic's may be served by them.
 */
final class WordsOfOthers {

    private static final List<String> OF_REQUESTS = List.of("top_k", "thinking");
    private static final List<String> INSIDE = List.of("cache_control", "thinking_blocks", "is_error");

    private WordsOfOthers() {}

    /** Answers the fields of the request that were taken out. */
    static List<String> remove(ObjectNode body) {
        List<String> removed = new ArrayList<>();
        for (var name : OF_REQUESTS) {
            if (body.remove(name) != null) {
                removed.add(name);
            }
        }
        for (var message : body.path("messages").values()) {
            clean(message);
            message.path("content").values().forEach(WordsOfOthers::clean);
        }
        body.path("tools").values().forEach(WordsOfOthers::clean);
        return removed;
    }

    private static void clean(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(INSIDE);
        }
    }
}
