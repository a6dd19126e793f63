package io.aispm.localmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestTests {

    @Test
    void readsWhatACallerMayAskFor() throws Exception {
        var request = parse("""
                {"model": "m", "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 7,
                 "temperature": 0, "top_p": 0.5, "stop": "END", "seed": 42, "messages": [
                   {"role": "developer", "content": "Be brief."},
                   {"role": "user", "content": [{"type": "text", "text": "Hel"}, {"type": "text", "text": "lo"}]},
                   {"role": "assistant", "content": null},
                   {"role": "tool", "content": "42"}]}
                """);

        assertThat(request.stream()).isTrue();
        assertThat(request.includeUsage()).isTrue();
        assertThat(request.sampling()).isEqualTo(new Sampling(7, 0f, 0.5f, List.of("END"), 42));
        assertThat(request.messages())
                .containsExactly(
                        new ChatRequest.Message("system", "Be brief."),
                        new ChatRequest.Message("user", "Hello"),
                        new ChatRequest.Message("assistant", ""),
                        new ChatRequest.Message("user", "42"));
    }

    @Test
    void takesTheNewerNameOfTheLimit() throws Exception {
        var request = parse("{\"max_completion_tokens\": 3, \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}");

        assertThat(request.sampling().maxTokens()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"messages\": []}",
                "{\"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": 5}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"temperature\": 9}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"max_tokens\": \"many\"}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"stop\": [1]}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"seed\": \"s\"}",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"n\": 2}"
            })
    void refusesWhatItCannotServe(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @Test
    void knowsOneModel() {
        assertThatThrownBy(
                        () -> parse("{\"model\": \"gpt-9\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}"))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class,
                        refused -> assertThat(refused.body().error().code()).isEqualTo("model_not_found"));
    }

    private static ChatRequest parse(String body) throws RequestRefusedException {
        return ChatRequest.of(JsonMapper.shared().readTree(body), "m");
    }
}
