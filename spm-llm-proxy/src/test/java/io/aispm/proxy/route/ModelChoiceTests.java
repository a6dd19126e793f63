package io.aispm.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.proxy.LlmException;
import io.aispm.proxy.TestCalls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelChoiceTests {

    private static final String BASE = "http://localhost:8000/v1";

    private static String chosen(TestCalls call, @Nullable String asked, String... onServer) {
        var context = call.call();
        return new ModelChoice(_ -> List.of(onServer)).chat(context, ProviderRoute.of(context), asked);
    }

    private static TestCalls compatible() {
        return TestCalls.to("openai_compatible").config("base_url", BASE).config("model", "own");
    }

    @Test
    void letsTheAgentsSettingWin() {
        var call = compatible().config("models_allowed", List.of("asked")).setting("model", "set");

        assertThat(chosen(call, "asked")).isEqualTo("set");
    }

    @Test
    void letsThePayloadAskForWhatIsAllowed() {
        assertThat(chosen(compatible().config("models_allowed", List.of("a", "asked")), "asked"))
                .isEqualTo("asked");
        assertThat(chosen(compatible().config("models_allowed", "a, asked\nb"), "asked"))
                .isEqualTo("asked");
    }

    @Test
    void passesOverWhatAFrameworkAsksForByItself() {
        assertThat(chosen(compatible(), "gpt-4o-mini")).isEqualTo("own");
        assertThat(chosen(compatible().config("models_allowed", List.of("a")), "gpt-4o-mini"))
                .isEqualTo("own");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "default", " "})
    void takesThreeWordsForNone(@Nullable String asked) {
        assertThat(chosen(compatible().config("models_allowed", List.of("default")), asked))
                .isEqualTo("own");
    }

    @Test
    void fallsBackToTheRuntimesDefault() {
        var call = TestCalls.to("openai_compatible").config("base_url", BASE).runtime("default_model_name", "row");

        assertThat(chosen(call, null)).isEqualTo("row");
    }

    @Test
    void knowsOllamasOwnDefaultLast() {
        assertThat(chosen(TestCalls.to("ollama"), null)).isEqualTo("llama3.1:8b");
        assertThat(chosen(TestCalls.to("ollama").runtime("default_model_name", "row"), null))
                .isEqualTo("row");
    }

    @Test
    void letsThePayloadAskForWhatAnOllamaServerHas() {
        assertThat(chosen(TestCalls.to("ollama").config("model", "own"), "qwen3", "llama3", "qwen3:latest"))
                .isEqualTo("qwen3");
        assertThat(chosen(TestCalls.to("ollama").config("model", "own"), "qwen3:8b", "qwen3:latest"))
                .isEqualTo("own");
    }

    @Test
    void letsThePayloadAskForAnyClaude() {
        var call = TestCalls.to("anthropic").config("model", "claude-a").key("k");

        assertThat(chosen(call, "claude-b")).isEqualTo("claude-b");
        assertThat(chosen(call, "gpt-4o")).isEqualTo("claude-a");
        assertThat(chosen(call.config("models_allowed", List.of("claude-c")), "claude-b"))
                .isEqualTo("claude-a");
    }

    @Test
    void staysWithinWhatTheAgentMayUse() {
        var call =
                compatible().config("models_allowed", List.of("a", "b", "own")).setting("allowed_models", List.of("b"));

        assertThat(chosen(call, "b")).isEqualTo("b");
        assertThat(chosen(call, "a")).isEqualTo("b");
        assertThat(chosen(call, null)).isEqualTo("b");
    }

    @Test
    void saysWhereAModelIsSetWhenThereIsNone() {
        var call = TestCalls.to("openai_compatible").config("base_url", BASE);

        assertThatThrownBy(() -> chosen(call, "asked"))
                .isInstanceOfSatisfying(
                        LlmException.class,
                        refused -> assertThat(refused.code()).isEqualTo("llm_not_configured"))
                .hasMessageContaining("Default LLM");
    }

    @Test
    void refusesRoutesThatServeNoModels() {
        var call = TestCalls.to("tavily").call();

        assertThatThrownBy(() -> ProviderRoute.of(call)).hasMessageContaining("Default LLM");
    }

    @Test
    void knowsWhereProvidersAre() {
        assertThat(ProviderRoute.of(TestCalls.to("openai").call()).baseUrl()).isEqualTo("https://api.openai.com/v1");
        assertThat(ProviderRoute.of(TestCalls.to("ollama").call()).ollamaNative())
                .isTrue();
        assertThat(ProviderRoute.of(TestCalls.to("ollama")
                                .config("base_url", "http://localhost:11434/v1/")
                                .call())
                        .ollamaNative())
                .isFalse();
    }
}
