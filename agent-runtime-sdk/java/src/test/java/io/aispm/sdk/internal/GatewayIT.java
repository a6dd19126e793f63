package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.aispm.sdk.AispmException;
import io.aispm.sdk.LlmException;
import io.aispm.sdk.McpException;
import io.aispm.sdk.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of gateways that are not what was hoped for. */
class GatewayIT {

    private static final List<Message> QUESTION = List.of(Message.user("hi"));

    @AutoClose("shutdownNow")
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);

    private HttpServer server;
    private String url;
    private volatile int status = 200;
    private volatile String type = "application/json";
    private volatile String body = "";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private GatewayLlm llm() {
        return new GatewayLlm(url + "/v1", "key", new Http(), timers);
    }

    private McpTools mcp() {
        return new McpTools(URI.create(url + "/mcp"), "Bearer t", new Http());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"choices\": []}"})
    void anAnswerThatIsNoneIsAnError(String none) {
        body = none;

        assertThatThrownBy(() -> llm().complete(QUESTION))
                .isInstanceOf(LlmException.class)
                .hasMessageStartingWith("502");
    }

    @Test
    void anUnreadableRefusalKeepsItsStatus() {
        status = 500;
        body = "oops";

        assertThatThrownBy(() -> llm().complete(QUESTION)).hasMessage("500: oops");
        assertThatThrownBy(() -> llm().stream(QUESTION)).hasMessage("500: oops");
        assertThatThrownBy(() -> mcp().call("t", Map.of()))
                .isInstanceOfSatisfying(
                        McpException.class, failed -> assertThat(failed.code()).isEqualTo("500"));
    }

    @Test
    void aStreamAddsUpToItsCompletionAlsoWithToolsInPieces() {
        type = "text/event-stream";
        body = """
                : ping

                data: {"model":"m","choices":[{"delta":{"content":"Let me "}}]}

                data: {"choices":[{"delta":{"content":"look."}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"web_fetch","arguments":"{\\"que"}}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ry\\": 1}"}}]},"finish_reason":"tool_calls"}]}

                data: {"choices":[],"usage":{"prompt_tokens":3}}

                data: [DONE]

                """;
        var texts = new ArrayList<String>();
        try (var answer = llm().stream(QUESTION)) {
            answer.forEach(texts::add);

            var whole = answer.completion();
            assertThat(texts).containsExactly("Let me ", "look.");
            assertThat(whole.text()).isEqualTo("Let me look.");
            assertThat(whole.finishReason()).isEqualTo("tool_calls");
            assertThat(whole.usage().path("prompt_tokens").asInt()).isEqualTo(3);
            assertThat(whole.toolCalls())
                    .singleElement()
                    .satisfies(call -> assertThat(call.arguments()).isEqualTo("{\"query\": 1}"));
        }
    }

    @Test
    void anErrorAmidAStreamIsRaised() {
        type = "text/event-stream";
        body =
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"error\":{\"message\":\"gone\",\"code\":\"upstream\"}}\n\n";

        var texts = llm().stream(QUESTION).iterator();

        assertThat(texts.next()).isEqualTo("a");
        assertThatThrownBy(texts::hasNext).hasMessage("502 upstream: gone");
    }

    @Test
    void aServerThatIsAwayIsAnError() {
        server.stop(0);

        assertThatThrownBy(() -> llm().complete(QUESTION)).hasMessageStartingWith("503 unreachable");
        assertThatThrownBy(() -> mcp().call("t", Map.of())).hasMessageContaining("can't be reached");
    }

    @Test
    void readsAToolsAnswerAlsoAsAnEvent() {
        type = "text/event-stream";
        body = "event: message\ndata: {\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"results\":[1]}}\n\n";

        assertThat(mcp().call("t", Map.of()).path("results").path(0).asInt()).isEqualTo(1);
    }

    @Test
    void aRefusedBootstrapIsFinal() {
        status = 401;
        body = "{\"detail\":\"Unknown agent token\"}";
        var control = new ControlPlane(new Identity("a", "t", url), new Http());

        assertThatThrownBy(control::bootstrap)
                .isInstanceOf(AispmException.class)
                .hasMessage("bootstrap was refused with 401: Unknown agent token");
        assertThatThrownBy(control::ready).hasMessage("401: Unknown agent token");
    }
}
