package io.aispm.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.aispm.contract.call.KnowledgeSearch;
import io.aispm.mcp.Callers;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindKnowledgeTests {

    private final List<KnowledgeSearch.Question> asked = new ArrayList<>();
    private final FindKnowledge tool = new FindKnowledge(question -> {
        asked.add(question);
        return new KnowledgeSearch.Answer(List.of(new KnowledgeSearch.Passage("id", "Refunds", 2, "Ten days.", 0.5)));
    });

    @Test
    void searchesForTheCallingAgentOnly() {
        tool.call(
                Map.of("query", "refunds", "max_results", 3),
                Callers.agent(Callers.ADA, null),
                Course.within(Duration.ofSeconds(1)));
        tool.call(Map.of("query", "refunds"), Callers.agent(Callers.BOB, null), Course.within(Duration.ofSeconds(1)));

        assertThat(asked)
                .extracting(KnowledgeSearch.Question::agentId, KnowledgeSearch.Question::maxResults)
                .containsExactly(tuple(Callers.ADA, 3), tuple(Callers.BOB, 5));
    }

    @Test
    void answersInItsOwnSchemaAsTextThatOthersWrote() {
        var answer = tool.call(
                Map.of("query", "refunds"), Callers.agent(Callers.ADA, null), Course.within(Duration.ofSeconds(1)));

        assertThat(answer).isInstanceOfSatisfying(ToolAnswer.Answered.class, answered -> {
            assertThat(answered.untrusted()).isTrue();
            assertThat(McpJsonDefaults.getSchemaValidator()
                            .validate(tool.outputSchema(), answered.structured())
                            .valid())
                    .isTrue();
        });
    }

    @Test
    void saysSoWhereTheDocumentsCannotBeSearched() {
        var away = new FindKnowledge(_ -> {
            throw new IOException("http://spm-api:8092 refused");
        });

        assertThat(away.call(
                        Map.of("query", "refunds"),
                        Callers.agent(Callers.ADA, null),
                        Course.within(Duration.ofSeconds(1))))
                .isEqualTo(new ToolAnswer.Failed("The documents can't be searched now; try again."));
    }
}
