package io.aispm.mcp.conformance;

import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The suite's tools that do more than answer: they log, tell how far they are, and ask their caller back. */
final class SuiteTools {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int TOKENS = 100;

    private final Suite suite;

    SuiteTools(Suite suite) {
        this.suite = suite;
    }

    Mono<Map<String, Object>> call(
            McpAsyncServerExchange exchange, String name, Map<?, ?> arguments, @Nullable Object progressToken) {
        if (suite.has("questions", name)) {
            return asked(exchange, name, String.valueOf(arguments.get("message")));
        }
        return switch (name) {
            case "test_tool_with_logging" -> logged(exchange);
            case "test_tool_with_progress" -> progressed(exchange, progressToken);
            case "test_sampling" -> sampled(exchange, String.valueOf(arguments.get("prompt")));
            default -> Mono.fromCallable(() -> suite.get("answers", name));
        };
    }

    private static Mono<Map<String, Object>> logged(McpAsyncServerExchange exchange) {
        return log(exchange, "Tool execution started")
                .then(Mono.delay(PAUSE))
                .then(log(exchange, "Tool processing data"))
                .then(Mono.delay(PAUSE))
                .then(log(exchange, "Tool execution completed"))
                .thenReturn(says("Logged."));
    }

    private static Mono<Void> log(McpAsyncServerExchange exchange, String message) {
        return exchange.loggingNotification(
                McpSchema.LoggingMessageNotification.builder(McpSchema.LoggingLevel.INFO, message)
                        .build());
    }

    private static Mono<Map<String, Object>> progressed(McpAsyncServerExchange exchange, @Nullable Object token) {
        return progress(exchange, token, 0)
                .then(Mono.delay(PAUSE))
                .then(progress(exchange, token, 50))
                .then(Mono.delay(PAUSE))
                .then(progress(exchange, token, 100))
                .thenReturn(says("Done."));
    }

    private static Mono<Void> progress(McpAsyncServerExchange exchange, @Nullable Object token, double done) {
        return token == null
                ? Mono.empty()
                : exchange.progressNotification(McpSchema.ProgressNotification.builder(token, done)
                        .total(100.0)
                        .build());
    }

    private static Mono<Map<String, Object>> sampled(McpAsyncServerExchange exchange, String prompt) {
        var message = McpSchema.SamplingMessage.builder(
                        McpSchema.Role.USER,
                        McpSchema.TextContent.builder(prompt).build())
                .build();
        return exchange.createMessage(McpSchema.CreateMessageRequest.builder(List.of(message), TOKENS)
                        .build())
                .map(answer -> says("LLM response: " + answer.content()));
    }

    private Mono<Map<String, Object>> asked(McpAsyncServerExchange exchange, String name, String message) {
        var question = McpSchema.ElicitFormRequest.builder(message, suite.get("questions", name))
                .build();
        return exchange.createElicitation(question)
                .map(answer -> says("Elicitation completed: action="
                        + answer.action().toString().toLowerCase(Locale.ROOT) + ", content="
                        + answer.content()));
    }

    private static Map<String, Object> says(String text) {
        return Map.of("content", List.of(Map.of("type", "text", "text", text)));
    }
}
