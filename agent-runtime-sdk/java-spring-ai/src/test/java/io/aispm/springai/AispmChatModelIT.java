package io.aispm.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.sdk.Aispm;
import io.aispm.sdk.ChatMessage;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.testing.AispmTestPlatform;
import io.aispm.sdk.testing.Reply;
import io.aispm.sdk.testing.ToolUse;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.tool.annotation.Tool;

/** Spring AI's chat client and its loop over the platform's models and tools. */
class AispmChatModelIT {

    @AutoClose
    private final AispmTestPlatform platform = new AispmTestPlatform();

    private final AispmChatModel model = new AispmChatModel(platform.aispm());
    private final ChatClient client = ChatClient.create(model);

    /** A tool of Spring AI's that goes through the platform. */
    record Harbour(Aispm aispm) {

        @Tool(description = "Where a ship lies")
        String look(String ship) {
            return aispm.mcp().call("look", Map.of("ship", ship)).toString();
        }
    }

    private void start(Function<ChatMessage, String> answer) {
        platform.tools().put("look", arguments -> Map.of("place", "berth 4"));
        platform.start(aispm -> {
            aispm.chat().onMessage(message -> aispm.chat().reply(message, answer.apply(message)));
            aispm.ready();
        });
    }

    private static String text(ChatResponse response) {
        return String.valueOf(
                Objects.requireNonNull(response.getResult()).getOutput().getText());
    }

    private void assertLooked(Reply reply) {
        assertThat(reply.text()).isEqualTo("At berth 4");
        assertThat(platform.tools().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.traceId()).isEqualTo(reply.traceId()));
        assertThat(platform.llm().asked().getLast().toString()).contains("berth 4", "tool_call_id");
    }

    @Test
    void answersInOnePiece() {
        platform.llm().says("At berth 4");

        var response = model.call(new Prompt("Where is the ship?"));

        assertThat(text(response)).isEqualTo("At berth 4");
        assertThat(response.hasFinishReasons(Set.of("stop"))).isTrue();
        assertThat(response.getMetadata().getUsage().getCompletionTokens()).isPositive();
        assertThat(platform.llm().asked().getFirst().has("model")).isFalse();
    }

    @Test
    void callsToolsInTheTurnThatIsHandled() {
        platform.llm().calls("look", Map.of("ship", "Aurora")).says("At berth 4");
        start(message -> String.valueOf(client.prompt(message.text())
                .tools(new Harbour(platform.aispm()))
                .call()
                .content()));

        assertLooked(platform.ask("Where is the Aurora?"));
        assertThat(platform.llm()
                        .asked()
                        .getFirst()
                        .at("/tools/0/function/parameters/properties/ship/type")
                        .asString())
                .isEqualTo("string");
    }

    @Test
    void streamsTextsAsTheyCome() {
        platform.llm().says("At berth 4");

        var texts = client.prompt("Where is the ship?").stream()
                .content()
                .collectList()
                .block();

        assertThat(texts).filteredOn(text -> !text.isEmpty()).containsExactly("At ", "berth ", "4");
    }

    @Test
    void callsToolsOfAStreamInTheTurnThatIsHandled() {
        start(message -> String.join(
                "",
                client.prompt(message.text()).tools(new Harbour(platform.aispm())).stream()
                        .content()
                        .toStream()
                        .toList()));

        for (var turn = 0; turn < 3; turn++) {
            // Reactor's threads, made within the first turn, serve the later ones.
            platform.llm().calls("look", Map.of("ship", "Aurora")).says("At berth 4");
            var reply = platform.ask("Where is the Aurora?");

            assertThat(reply.text()).isEqualTo("At berth 4");
            assertThat(platform.tools().calls())
                    .extracting(ToolUse::traceId)
                    .last()
                    .isEqualTo(reply.traceId());
        }
    }

    @Test
    void aStreamThatNobodyWantsAnyMoreEnds() {
        platform.llm().says("one two three").says("after");

        var first = model.stream(new Prompt("hi")).take(1).collectList().block();

        assertThat(first).extracting(AispmChatModelIT::text).containsExactly("one ");
        assertThat(model.call("hi again")).isEqualTo("after");
    }

    @Test
    void passesOnWhatTheGatewayRefuses() {
        platform.llm().fails(403, "policy_blocked", "no models").fails(403, "policy_blocked", "no models");

        assertThatThrownBy(() -> model.call("hi"))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("no models");
        assertThatThrownBy(() -> model.stream(new Prompt("hi")).blockLast())
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("no models");
    }

    @Test
    void refusesWhatItCanNotPassOn() {
        var wishes = new Prompt("hi", ChatOptions.builder().topP(0.5).build());

        assertThatThrownBy(() -> model.call(wishes))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("topP");
        assertThat(platform.llm().asked()).isEmpty();
    }

    @Test
    void leavesTheModelToTheOperator() {
        platform.llm().says("hi");

        model.call(new Prompt(
                "hi", ChatOptions.builder().model("gpt-9").temperature(0.1).build()));

        assertThat(platform.llm().asked().getFirst().has("model")).isFalse();
        assertThat(platform.llm().asked().getFirst().path("temperature").asDouble())
                .isEqualTo(0.1);
    }
}
