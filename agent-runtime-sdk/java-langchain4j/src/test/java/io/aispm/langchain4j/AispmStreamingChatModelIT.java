package io.aispm.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.testing.AispmTestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Streams of a scripted provider, which sends texts by words and the arguments of tool calls in pieces. */
class AispmStreamingChatModelIT {

    private static final ToolSpecification LOOK = ToolSpecification.builder()
            .name("look")
            .description("looks")
            .parameters(JsonObjectSchema.builder().addStringProperty("query").build())
            .build();

    @AutoClose
    private final AispmTestPlatform platform = new AispmTestPlatform();

    private final AispmStreamingChatModel model = new AispmStreamingChatModel(platform.aispm());

    /** Keeps all that it is told. */
    private static class Listener implements StreamingChatResponseHandler {

        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<PartialToolCall> pieces = new CopyOnWriteArrayList<>();
        final List<CompleteToolCall> calls = new CopyOnWriteArrayList<>();
        final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

        @Override
        public void onPartialResponse(String text) {
            texts.add(text);
        }

        @Override
        public void onPartialToolCall(PartialToolCall piece) {
            pieces.add(piece);
        }

        @Override
        public void onCompleteToolCall(CompleteToolCall call) {
            calls.add(call);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            end.complete(response);
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        ChatResponse end() {
            return end.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    @Test
    void givesTextsAsTheyCome() {
        platform.llm().says("At berth 4");
        var listener = new Listener();

        model.chat("Where is the ship?", listener);

        assertThat(listener.end().aiMessage().text()).isEqualTo("At berth 4");
        assertThat(listener.end().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(listener.end().tokenUsage().outputTokenCount()).isPositive();
        assertThat(listener.texts).containsExactly("At ", "berth ", "4");
        assertThat(platform.llm().asked().getFirst().path("stream").asBoolean()).isTrue();
    }

    @Test
    void givesToolCallsAsTheyCome() {
        platform.llm().calls("look", Map.of("query", "ship"));
        var listener = new Listener();

        model.chat(
                ChatRequest.builder()
                        .messages(UserMessage.from("Where is the ship?"))
                        .toolSpecifications(LOOK)
                        .build(),
                listener);

        var call = listener.end().aiMessage().toolExecutionRequests().getFirst();
        assertThat(listener.end().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
        assertThat(call.arguments()).isEqualTo("{\"query\":\"ship\"}");
        assertThat(listener.pieces)
                .hasSizeGreaterThan(1)
                .allSatisfy(piece -> assertThat(piece.id()).isEqualTo(call.id()))
                .allSatisfy(piece -> assertThat(piece.name()).isEqualTo("look"));
        assertThat(listener.pieces.stream()
                        .map(PartialToolCall::partialArguments)
                        .collect(Collectors.joining()))
                .isEqualTo(call.arguments());
        assertThat(listener.calls)
                .singleElement()
                .satisfies(
                        complete -> assertThat(complete.toolExecutionRequest()).isEqualTo(call));
    }

    @Test
    void callsItsHandlerInTheTurnThatAsked() {
        platform.tools().put("look", arguments -> Map.of("place", "berth 4"));
        platform.llm().says("let me see");
        platform.start(aispm -> {
            aispm.chat().onMessage(message -> {
                var listener = new Listener() {
                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        aispm.mcp().call("look", Map.of());
                        super.onCompleteResponse(response);
                    }
                };
                model.chat(message.text(), listener);
                aispm.chat().reply(message, listener.end().aiMessage().text());
            });
            aispm.ready();
        });

        var reply = platform.ask("Where is the ship?");

        assertThat(platform.tools().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.traceId()).isEqualTo(reply.traceId()));
    }

    @Test
    void tellsTheHandlerWhatTheGatewayRefuses() {
        platform.llm().fails(403, "policy_blocked", "Blocked by policy: no models");
        var listener = new Listener();

        model.chat("hi", listener);

        assertThat(listener.end)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(LlmException.class)
                .withMessageContaining("policy_blocked");
    }

    @Test
    void aHandlerThatCancelsHearsNothingMore() {
        platform.llm().says("one two three").says("after");
        var cancelled = new CompletableFuture<Boolean>();
        var listener = new Listener() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                super.onPartialResponse(part, context);
                context.streamingHandle().cancel();
                cancelled.complete(context.streamingHandle().isCancelled());
            }
        };
        model.chat("hi", listener);
        assertThat(cancelled.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
        var after = new Listener();
        model.chat("hi again", after);

        assertThat(after.end().aiMessage().text()).isEqualTo("after");
        assertThat(listener.texts).containsExactly("one ");
        assertThat(listener.end).isNotDone();
    }
}
