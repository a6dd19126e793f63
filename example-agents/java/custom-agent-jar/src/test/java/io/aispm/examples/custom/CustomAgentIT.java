package io.aispm.examples.custom;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.sdk.testing.AispmTestPlatform;
import io.aispm.sdk.testing.ToolUse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent asks the model, what it does with a tool, what it admits. */
class CustomAgentIT {

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
        platform.start(new CustomAgent());
    }

    @Test
    void chatsWhileItWritesAndRemembersTheConversation() {
        platform.llm().says("Hello there", "ok");

        var first = platform.ask("What is new?", "s");
        platform.ask("and?", "s");

        assertThat(first.parts()).containsExactly("Hello ", "there");
        assertThat(platform.llm().asked().get(1).path("messages").valueStream().skip(1))
                .extracting(message -> message.path("content").asString())
                .containsExactly("What is new?", "Hello there", "and?");
    }

    @Test
    void looksUpAndAnswersFromWhatItFound() {
        platform.llm().calls("web_fetch", Map.of("query", "news")).says("It is 4711");

        var reply = platform.ask("What is new?");

        assertThat(reply.text()).isEqualTo("It is 4711");
        assertThat(platform.tools().calls()).extracting(ToolUse::traceId).containsExactly(reply.traceId());
        var told = platform.llm()
                .asked()
                .get(1)
                .path("messages")
                .valueStream()
                .toList()
                .getLast();
        assertThat(told.path("content").asString()).isEqualTo("Numbers (http://numbers.example): 4711");
        assertThat(platform.logged().getFirst().fields().path("tool").asString())
                .isEqualTo("web_fetch");
    }

    @Test
    void tellsTheModelWhenTheWebCanNotBeUsed() {
        platform.tools().remove("web_fetch");
        platform.llm().calls("web_fetch", Map.of("query", "news")).says("I could not look this up.");

        platform.ask("What is new?");

        assertThat(platform.llm().asked().get(1).toString()).contains("web_fetch can't be used");
    }

    @Test
    void answersInTheEndEvenIfTheModelOnlyCallsTools() {
        platform.llm()
                .calls("web_fetch", Map.of("query", "a"))
                .calls("web_fetch", Map.of("nonsense", 1))
                .calls("web_fetch", Map.of("query", "c"))
                .says("enough");

        assertThat(platform.ask("What is new?").text()).isEqualTo("enough");
        assertThat(platform.llm().asked())
                .hasSize(CustomAgent.STEPS)
                .last()
                .satisfies(asked -> assertThat(asked.has("tools")).isFalse());
    }

    @Test
    void saysSoWhenThereIsNoModel() {
        platform.llm().fails(503, "llm_not_configured", "Set Default LLM.");

        assertThat(platform.ask("What is new?").text()).contains("Set Default LLM.");
    }
}
