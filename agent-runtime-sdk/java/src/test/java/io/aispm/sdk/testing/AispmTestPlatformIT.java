package io.aispm.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.sdk.Agent;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.LlmRequest;
import io.aispm.sdk.McpException;
import io.aispm.sdk.Message;
import io.aispm.sdk.MessageHandler;
import io.aispm.sdk.SecretNotFoundException;
import io.aispm.sdk.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Agents in miniature on the platform in memory: what the SDK does for them, seen from both sides. */
class AispmTestPlatformIT {

    @AutoClose
    private final AispmTestPlatform platform = new AispmTestPlatform();

    private Agent doing(MessageHandler handler) {
        return aispm -> {
            aispm.chat().onMessage(handler);
            aispm.ready();
        };
    }

    private void start(MessageHandler handler) {
        platform.start(doing(handler));
    }

    @Test
    void carriesAMessageThereAndBack() {
        start(message -> platform.aispm().chat().reply(message, "you said " + message.text()));

        var reply = platform.ask("hi");

        assertThat(reply.text()).isEqualTo("you said hi");
        assertThat(platform.isReady()).isTrue();
    }

    @Test
    void showsTheHistoryOfASessionWithoutThisTurn() {
        start(message -> {
            var before = platform.aispm().chat().history(message.sessionId(), 2);
            platform.aispm()
                    .chat()
                    .reply(message.sessionId(), before.toString().contains("first") + " " + before.size());
        });
        platform.remember("s", "user", "too long ago");
        platform.remember("s", "user", "first");
        platform.remember("s", "agent", "answer");

        assertThat(platform.ask("now?", "s").text()).isEqualTo("true 2");
        assertThat(platform.ask("again?", "s").text()).isEqualTo("false 2");
    }

    @Test
    void streamsAModelsAnswer() {
        platform.llm().says("one two three");
        start(message -> {
            try (var out = platform.aispm().chat().stream(message);
                    var answer = platform.aispm().llm().stream(List.of(Message.user(message.text())))) {
                answer.forEach(out::write);
            }
        });

        var reply = platform.ask("count");

        assertThat(reply.text()).isEqualTo("one two three");
        assertThat(reply.parts().getFirst()).isEqualTo("one ");
        assertThat(platform.llm().asked().getFirst().toString())
                .isEqualTo(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"count\"}],\"max_tokens\":2048,\"temperature\":0.7,\"stream\":true}");
    }

    @Test
    void bindsWorkOfAPoolToTheTurnThatMadeItAndToNoOther() throws InterruptedException {
        platform.tools().put("look", arguments -> Map.of());
        // Its one thread is made within the first turn, which it would take itself to work for ever after.
        try (var pool = Executors.newSingleThreadExecutor()) {
            start(message -> {
                Runnable look = () -> platform.aispm().mcp().call("look", Map.of());
                pool.submit(platform.aispm().inTurn(look)).get();
                platform.aispm().chat().reply(message, "looked");
            });
            var first = platform.ask("one").traceId();
            var second = platform.ask("two").traceId();
            pool.execute(platform.aispm().inTurn(() -> platform.aispm().mcp().call("look", Map.of())));
            pool.shutdown();
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

            assertThat(platform.tools().calls()).extracting(ToolUse::traceId).containsExactly(first, second, null);
        }
    }

    @Test
    void tiesToolCallsToTheirTurnAlsoFromThreadsThatAHandlerStarts() {
        platform.tools().put("web_fetch", arguments -> Map.of("results", List.of("It is 4711.")));
        platform.llm().calls("web_fetch", Map.of("query", "the number")).says("4711");
        var request = new AtomicReference<LlmRequest>();
        start(message -> {
            var tool = new Tool("web_fetch", "looks up", Map.of("type", "object"));
            request.set(LlmRequest.of(List.of(Message.user(message.text()))).withTools(List.of(tool)));
            var asked = platform.aispm().llm().complete(request.get());
            var call = asked.toolCalls().getFirst();
            var found = new AtomicReference<String>("");
            var thread = Thread.startVirtualThread(() -> found.set(platform.aispm()
                    .mcp()
                    .call(call.name(), Map.of("query", "x"))
                    .path("results")
                    .toString()));
            thread.join();
            platform.aispm().log("tool call", Map.of("tool", call.name(), "api_key", "abc"));
            var messages =
                    List.of(Message.user(message.text()), Message.assistant(asked), Message.tool(call, found.get()));
            platform.aispm()
                    .chat()
                    .reply(message, platform.aispm().llm().complete(messages).text());
        });

        var reply = platform.ask("Which number is it?");

        assertThat(reply.text()).isEqualTo("4711");
        assertThat(platform.tools().calls()).extracting(ToolUse::traceId).containsExactly(reply.traceId());
        assertThat(platform.llm()
                        .asked()
                        .getLast()
                        .path("messages")
                        .path(2)
                        .path("content")
                        .asString())
                .contains("It is 4711.");
        assertThat(platform.logged().getFirst().trace()).isEqualTo(reply.traceId());
        assertThat(platform.logged().getFirst().fields().toString())
                .contains("web_fetch")
                .doesNotContain("abc");
    }

    @Test
    void refusesAsThePlatformRefuses() {
        platform.llm().fails(503, "llm_not_configured", "Set Default LLM.");
        platform.tools().put("closed", arguments -> {
            throw new McpException("policy_blocked", "Blocked by policy: no", null);
        });
        platform.secrets().put("there", "value");
        var aispm = platform.aispm();

        assertThatThrownBy(() -> aispm.llm().complete(List.of(Message.user("x"))))
                .isInstanceOfSatisfying(LlmException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.code()).isEqualTo("llm_not_configured");
                    assertThat(refused).hasMessage("503 llm_not_configured: Set Default LLM.");
                });
        assertThatThrownBy(() -> aispm.mcp().call("nothing", Map.of()))
                .isInstanceOfSatisfying(
                        McpException.class,
                        refused -> assertThat(refused.code()).isEqualTo("-32602"));
        assertThatThrownBy(() -> aispm.mcp().call("closed", Map.of()))
                .isInstanceOfSatisfying(
                        McpException.class,
                        refused -> assertThat(refused.code()).isEqualTo("policy_blocked"));
        assertThat(aispm.secrets().get("there")).isEqualTo("value");
        assertThatThrownBy(() -> aispm.secrets().get("not there")).isInstanceOf(SecretNotFoundException.class);
    }

    @Test
    void tellsThePersonAtOnceOfAHandlerThatFailed() {
        start(message -> {
            if (message.text().equals("fail")) {
                throw new IllegalStateException("no");
            }
            platform.aispm().chat().reply(message, "still there");
        });

        assertThat(platform.ask("fail").finishReason()).isEqualTo("error");
        assertThat(platform.ask("and now?").text()).isEqualTo("still there");
    }

    @Test
    void finishesTheTurnInHandBeforeItLeaves() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        start(message -> {
            begun.countDown();
            go.await();
            platform.aispm().chat().reply(message, "finished");
        });
        var asked = CompletableFuture.supplyAsync(() -> platform.ask("long"));
        begun.await();

        var closing = CompletableFuture.runAsync(platform.aispm()::close);
        var late = CompletableFuture.supplyAsync(() ->
                platform.ask("too late", "other", "ada", Duration.ofMillis(200)).text());
        assertThat(closing).isNotDone();
        go.countDown();

        closing.join();
        assertThat(asked.join().text()).isEqualTo("finished");
        assertThat(late).failsWithin(Duration.ofSeconds(2));
        platform.aispm().join();
    }

    @Test
    void failsATestAsItsAgentFails() {
        assertThatThrownBy(() -> platform.start(aispm -> {
                    throw new IllegalStateException("no configuration");
                }))
                .hasMessageContaining("no configuration");
    }

    @Test
    void handlesSeveralSessionsAtOnce() {
        var both = new CountDownLatch(2);
        start(message -> {
            both.countDown();
            both.await();
            platform.aispm().chat().reply(message, message.text());
        });

        var answers = new ArrayList<CompletableFuture<Reply>>();
        for (var text : List.of("a", "b")) {
            answers.add(CompletableFuture.supplyAsync(() -> platform.ask(text)));
        }

        assertThat(answers).extracting(answer -> answer.join().text()).containsExactly("a", "b");
    }
}
