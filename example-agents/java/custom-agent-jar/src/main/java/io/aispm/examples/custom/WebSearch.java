package io.aispm.examples.custom;

import io.aispm.sdk.Aispm;
import io.aispm.sdk.McpException;
import io.aispm.sdk.ToolCall;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The platform's web search, told to a model: what it found, or why it found nothing. */
final class WebSearch {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST = 6000;

    private final Aispm aispm;

    WebSearch(Aispm aispm) {
        this.aispm = aispm;
    }

    String answer(ToolCall call) {
        aispm.log("tool call", Map.of("tool", call.name()));
        try {
            var query = JSON.readTree(call.arguments()).path("query").asString("");
            if (!call.name().equals("web_fetch") || query.isEmpty()) {
                return "There is only the tool web_fetch, and it needs a query.";
            }
            return pages(aispm.mcp().call("web_fetch", Map.of("query", query)));
        } catch (JacksonException malformed) {
            return "The arguments were not a JSON object.";
        } catch (McpException refused) {
            aispm.log("tool failed", Map.of("tool", call.name(), "error", refused.reason()));
            return "web_fetch can't be used: " + refused.reason() + " Tell the user that you could not look this up.";
        }
    }

    private static String pages(JsonNode found) {
        var text = found.path("results").valueStream().map(WebSearch::page).collect(Collectors.joining("\n\n"));
        if (text.isEmpty()) {
            return "Nothing was found.";
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static String page(JsonNode page) {
        return "%s (%s): %s"
                .formatted(
                        page.path("title").asString(""),
                        page.path("url").asString(""),
                        page.path("content").asString(""));
    }
}
