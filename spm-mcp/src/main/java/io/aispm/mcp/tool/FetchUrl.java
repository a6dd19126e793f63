package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.mcp.tool.PageFetcher.Fetched;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads one page of the public internet. Where the page sends its readers elsewhere, that is another call: the policies see
 * each address before anybody goes there.
 */
@Component
class FetchUrl implements Tool {

    private static final int DEFAULT_CHARACTERS = 10_000;
    private static final int MOST_CHARACTERS = 50_000;

    private final PageFetcher pages;

    FetchUrl(PageFetcher pages) {
        this.pages = pages;
    }

    @Override
    public String name() {
        return "fetch_url";
    }

    @Override
    public String description() {
        return "Fetches one page of the public internet by its http or https address and returns its title and its text.";
    }

    @Override
    public Map<String, Object> inputSchema() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "url",
                        Map.of("type", "string", "minLength", 1, "maxLength", 2_048),
                        "max_chars",
                        Map.of(
                                "type",
                                "integer",
                                "minimum",
                                1,
                                "maximum",
                                MOST_CHARACTERS,
                                "default",
                                DEFAULT_CHARACTERS)),
                "required",
                List.of("url"),
                "additionalProperties",
                false);
    }

    @Override
    public Map<String, Object> outputSchema() {
        var text = Map.of("type", "string");
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("url", text, "title", text, "content", text, "truncated", Map.of("type", "boolean")),
                "required",
                List.of("url", "title", "content", "truncated"));
    }

    @Override
    public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        var address = WebAddress.of(String.valueOf(arguments.get("url")));
        if (address.isEmpty()) {
            return new ToolAnswer.Failed("`url` must be an http or https address without a user in it.");
        }
        var most = arguments.get("max_chars") instanceof Number number ? number.intValue() : DEFAULT_CHARACTERS;
        return switch (pages.fetch(address.get(), most, course)) {
            case Fetched.Page(var shown) -> new ToolAnswer.Answered(shown, true);
            case Fetched.Nothing(var sentence) -> new ToolAnswer.Failed(sentence);
            case Fetched.Moved(var to) -> {
                Map<String, @Nullable Object> next = new LinkedHashMap<>(arguments);
                next.put("url", to.toString());
                yield new ToolAnswer.Again(next);
            }
        };
    }
}
