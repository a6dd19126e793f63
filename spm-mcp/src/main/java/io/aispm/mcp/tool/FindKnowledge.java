package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.KnowledgeSearch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Searches the approved documents that are linked to the calling agent, as they stand at that moment. */
@Component
class FindKnowledge implements Tool {

    private static final Logger log = LoggerFactory.getLogger(FindKnowledge.class);
    private static final int DEFAULT_RESULTS = 5;
    private static final int MOST_RESULTS = 20;

    private final KnowledgeLookup lookup;

    FindKnowledge(KnowledgeLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public String name() {
        return "knowledge_search";
    }

    @Override
    public String description() {
        return "Searches the documents that operators approved for this agent and returns the passages that fit best,"
                + " each with its document's name, version and text.";
    }

    @Override
    public Map<String, Object> inputSchema() {
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "query",
                        Map.of("type", "string", "minLength", 1, "maxLength", 2_000),
                        "max_results",
                        Map.of("type", "integer", "minimum", 1, "maximum", MOST_RESULTS, "default", DEFAULT_RESULTS)),
                "required",
                List.of("query"),
                "additionalProperties",
                false);
    }

    @Override
    public Map<String, Object> outputSchema() {
        var text = Map.of("type", "string");
        var passage = Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "document_id", text,
                        "name", text,
                        "version", Map.of("type", "integer"),
                        "content", text,
                        "score", Map.of("type", "number")),
                "required",
                List.of("document_id", "name", "version", "content", "score"));
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("results", Map.of("type", "array", "items", passage)),
                "required",
                List.of("results"));
    }

    @Override
    public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        var most = arguments.get("max_results") instanceof Number number ? number.intValue() : DEFAULT_RESULTS;
        var question = new KnowledgeSearch.Question(
                context.tenantId(), context.agent().id(), String.valueOf(arguments.get("query")), most);
        try {
            var passages = lookup.search(question).passages();
            return new ToolAnswer.Answered(
                    Map.of(
                            "results",
                            passages.stream().map(FindKnowledge::shown).toList()),
                    true);
        } catch (IOException away) {
            log.atError().setCause(away).log("Documents can't be searched");
            return new ToolAnswer.Failed("The documents can't be searched now; try again.");
        }
    }

    private static Map<String, Object> shown(KnowledgeSearch.Passage passage) {
        return Map.of(
                "document_id", passage.documentId(),
                "name", passage.name(),
                "version", passage.version(),
                "content", passage.content(),
                "score", passage.score());
    }
}
