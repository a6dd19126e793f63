package io.aispm.examples.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import io.aispm.sdk.Aispm;
import io.aispm.sdk.McpException;
import java.util.Map;
import java.util.stream.Collectors;

/** The platform's web search as a tool of LangChain4j's. */
final class WebSearch {

    private static final int LONGEST = 6000;

    private final Aispm aispm;

    WebSearch(Aispm aispm) {
        this.aispm = aispm;
    }

    @Tool(name = "web_fetch", value = "Searches the web and returns the text of the best pages.")
    String fetch(@P(name = "query", value = "what to search for") String query) {
        aispm.log("tool call", Map.of("tool", "web_fetch"));
        try {
            var found = aispm.mcp().call("web_fetch", Map.of("query", query));
            var text = found.path("results")
                    .valueStream()
                    .map(page -> "%s (%s): %s"
                            .formatted(
                                    page.path("title").asString(""),
                                    page.path("url").asString(""),
                                    page.path("content").asString("")))
                    .collect(Collectors.joining("\n\n"));
            return text.isEmpty() ? "Nothing was found." : text.substring(0, Math.min(LONGEST, text.length()));
        } catch (McpException refused) {
            aispm.log("tool failed", Map.of("tool", "web_fetch", "error", refused.reason()));
            return "web_fetch can't be used: " + refused.reason() + " Tell the user that you could not look this up.";
        }
    }
}
