package io.aispm.examples.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.sdk.testing.AispmTestPlatform;
import io.aispm.sdk.testing.LogLine;
import io.aispm.sdk.testing.ToolUse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** LangChain4j's loop over the platform's models and tools. */
class LangChain4jAgentIT {

    @AutoClose
    private final AispmTestPlatform platform = new AispmTestPlatform();

    @BeforeEach
    void start() {
        platform.tools()
                .put(
                        "web_fetch",
                        arguments -> Map.of(
                                "results",
                                List.of(Map.of(
                                        "title", "Numbers", "url", "http://numbers.example", "content", "4711"))));
        platform.start(new LangChain4jAgent());
    }

    @Test
    void looksUpAndAnswersFromWhatItFound() {
        platform.llm().calls("web_fetch", Map.of("query", "news")).says("It is 4711");
        platform.remember("s", "user", "Hello");
        platform.remember("s", "agent", "Good morning");

        var reply = platform.ask("What is new?", "s");

        assertThat(reply.text()).isEqualTo("It is 4711");
        assertThat(reply.parts().getFirst()).isEqualTo("It ");
        assertThat(platform.tools().calls()).extracting(ToolUse::traceId).containsExactly(reply.traceId());
        assertThat(platform.tools().calls().getFirst().arguments().path("query").asString())
                .isEqualTo("news");
        assertThat(platform.llm().asked().getLast().toString()).contains("Good morning", "4711");
    }

    @Test
    void tellsTheModelWhenTheWebCanNotBeUsed() {
        platform.tools().remove("web_fetch");
        platform.llm().calls("web_fetch", Map.of("query", "news")).says("I could not look this up.");

        platform.ask("What is new?");

        assertThat(platform.llm().asked().getLast().toString()).contains("web_fetch can't be used");
    }

    @Test
    void endsATurnInWhichTheModelAsksForEver() {
        for (var round = 0; round < 10; round++) {
            platform.llm().calls("web_fetch", Map.of("query", "news"));
        }

        assertThat(platform.ask("What is new?").finishReason()).isEqualTo("error");
        assertThat(platform.logged()).extracting(LogLine::message).contains("the turn failed");
    }

    @Test
    void saysSoWhenThereIsNoModel() {
        platform.llm().fails(503, "llm_not_configured", "Set Default LLM.");

        assertThat(platform.ask("What is new?").text()).contains("Set Default LLM.");
    }
}
