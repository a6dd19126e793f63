package io.aispm.mcp.protocol;

import io.aispm.mcp.tool.Course;
import io.aispm.mcp.tool.GuardedTools;
import io.aispm.mcp.tool.Tool;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpNotificationHandler;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** {@code tools/list} and {@code tools/call}, each for the agent that asks, and the end of calls that nobody wants any more. */
@Component
@Order(1)
class ToolMethods implements Methods {

    private static final Logger log = LoggerFactory.getLogger(ToolMethods.class);

    private final GuardedTools tools;
    private final ToolResults results;
    private final OpenCalls open = new OpenCalls();

    ToolMethods(GuardedTools tools, ToolResults results) {
        this.tools = tools;
        this.results = results;
    }

    @Override
    public McpSchema.ServerCapabilities.Builder capabilities(McpSchema.ServerCapabilities.Builder builder) {
        return builder.tools(false);
    }

    @Override
    public Map<String, McpRequestHandler<?>> requests() {
        McpRequestHandler<ListToolsResult> list =
                (exchange, parameters) -> Mono.fromCallable(() -> list(exchange, object(parameters)));
        McpRequestHandler<CallToolResult> call =
                (exchange, parameters) -> Mono.fromCallable(() -> call(exchange, object(parameters)));
        return Map.of(McpSchema.METHOD_TOOLS_LIST, list, McpSchema.METHOD_TOOLS_CALL, call);
    }

    @Override
    public Map<String, McpNotificationHandler> notifications() {
        return Map.of(
                "notifications/cancelled",
                (exchange, parameters) -> Mono.fromRunnable(() -> {
                    if (exchange.transportContext().get(Caller.CONTEXT) instanceof Caller) {
                        open.cancel(
                                exchange.sessionId(),
                                String.valueOf(object(parameters).get("requestId")));
                    }
                }));
    }

    private ListToolsResult list(McpAsyncServerExchange exchange, Map<?, ?> parameters) {
        var all = tools.of(Caller.of(exchange).context()).stream()
                .map(ToolMethods::described)
                .toList();
        var page = ToolPage.of(all, parameters.get("cursor"));
        return ListToolsResult.builder(page.tools()).nextCursor(page.next()).build();
    }

    private static McpSchema.Tool described(Tool tool) {
        return McpSchema.Tool.builder(tool.name(), tool.inputSchema())
                .description(tool.description())
                .outputSchema(tool.outputSchema())
                .build();
    }

    private CallToolResult call(McpAsyncServerExchange exchange, Map<?, ?> parameters) {
        if (!(parameters.get("name") instanceof String name)
                || !(Objects.requireNonNullElse(parameters.get("arguments"), Map.of()) instanceof Map<?, ?> given)) {
            throw McpError.builder(McpSchema.ErrorCodes.INVALID_PARAMS)
                    .message("`name`, a string, is required, and `arguments` must be an object.")
                    .build();
        }
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        given.forEach((key, value) -> arguments.put(String.valueOf(key), value));
        var caller = Caller.of(exchange);
        var course = Course.within(GuardedTools.limit(caller.context()), progress(exchange, parameters));
        return open.during(
                exchange.sessionId(),
                caller.requestId(),
                course,
                () -> results.inSession(tools.call(name, arguments, caller.context(), course)));
    }

    /** Where the caller gave a token for it, its stream hears how far the call is. */
    private static Course.Progress progress(McpAsyncServerExchange exchange, Map<?, ?> parameters) {
        var token = object(parameters.get("_meta")).get("progressToken");
        if (token == null) {
            return (_, _, _) -> {};
        }
        return (done, total, message) -> exchange.progressNotification(
                        McpSchema.ProgressNotification.builder(token, done)
                                .total(total)
                                .message(message)
                                .build())
                .onErrorResume(gone -> {
                    log.atDebug().setCause(gone).log("Nobody hears how far a call is");
                    return Mono.empty();
                })
                .block();
    }

    static Map<?, ?> object(@Nullable Object parameters) {
        return parameters instanceof Map<?, ?> object ? object : Map.of();
    }
}
