package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Searches the web through the Tavily integration that the tenant's agent-runtime row names, looked up on every call. */
@Component
class WebFetch implements Tool {

    private static final int DEFAULT_RESULTS = 5;
    private static final int DEFAULT_CHARACTERS = 4_000;

    private final TavilySearch tavily;

    WebFetch(TavilySearch tavily) {
        this.tavily = tavily;
    }

    @Override
    public String name() {
        return "web_fetch";
    }

    @Override
    public String description() {
        return "Searches the web and returns the pages found, each with its title, address and text.";
    }

    @Override
    public Map<String, Object> inputSchema() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "query", Map.of("type", "string", "minLength", 1, "maxLength", 2_000),
                        "max_results", Map.of("type", "integer", "minimum", 1, "maximum", 20, "default", 5)),
                "required",
                List.of("query"),
                "additionalProperties",
                false);
    }

    @Override
    public Map<String, Object> outputSchema() {
        var text = Map.of("type", "string");
        var page = Map.of(
                "type",
                "object",
                "properties",
                Map.of("title", text, "url", text, "content", text),
                "required",
                List.of("title", "url", "content"));
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("results", Map.of("type", "array", "items", page)),
                "required",
                List.of("results"));
    }

    @Override
    public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        var route = context.route();
        if (route == null) {
            return new ToolAnswer.Failed(
                    context.routeMissing() == null
                            ? "Web search is not configured: set the field *Tavily Integration* of the integration"
                                    + " *AI-SPM Agent Runtime Control Plane (MCP)*."
                            : context.routeMissing());
        }
        var limit = number(context.runtime().get("tavily_max_results"), DEFAULT_RESULTS);
        var wanted = number(arguments.get("max_results"), limit);
        var search = new TavilySearch.Search(
                String.valueOf(arguments.get("query")),
                Math.min(wanted, limit),
                number(context.runtime().get("tavily_max_chars"), DEFAULT_CHARACTERS),
                course);
        return tavily.search(search, route);
    }

    private static int number(@Nullable Object value, int otherwise) {
        return value instanceof Number number ? number.intValue() : otherwise;
    }
}
