package io.aispm.mcp.conformance;

import io.aispm.mcp.protocol.Methods;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpRequestHandler;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The methods that the suite asks for beyond those of this server, and its tools beside this server's own. */
final class SuiteMethods implements Methods {

    private final Suite suite = new Suite();
    private final SuiteTools tools = new SuiteTools(suite);
    private final Map<String, McpRequestHandler<?>> own;

    SuiteMethods(Methods own) {
        this.own = own.requests();
    }

    @Override
    public McpSchema.ServerCapabilities.Builder capabilities(McpSchema.ServerCapabilities.Builder builder) {
        return builder.resources(true, false).prompts(false).logging().completions();
    }

    @Override
    public Map<String, McpRequestHandler<?>> requests() {
        Map<String, McpRequestHandler<?>> methods = new HashMap<>();
        methods.put(McpSchema.METHOD_TOOLS_LIST, handler(this::list));
        methods.put(McpSchema.METHOD_TOOLS_CALL, handler(this::call));
        methods.put(McpSchema.METHOD_RESOURCES_LIST, answering(_ -> Map.of("resources", suite.list("resources"))));
        methods.put(
                McpSchema.METHOD_RESOURCES_TEMPLATES_LIST,
                answering(_ -> Map.of("resourceTemplates", suite.list("templates"))));
        methods.put(McpSchema.METHOD_RESOURCES_READ, answering(asked -> suite.read(text(asked, "uri"))));
        methods.put("resources/subscribe", answering(_ -> Map.of()));
        methods.put("resources/unsubscribe", answering(_ -> Map.of()));
        methods.put(McpSchema.METHOD_PROMPT_LIST, answering(_ -> Map.of("prompts", suite.list("prompts"))));
        methods.put(
                McpSchema.METHOD_PROMPT_GET,
                answering(asked -> suite.prompt(text(asked, "name"), object(asked.get("arguments")))));
        methods.put(McpSchema.METHOD_LOGGING_SET_LEVEL, answering(_ -> Map.of()));
        methods.put(
                McpSchema.METHOD_COMPLETION_COMPLETE,
                answering(_ -> Map.of("completion", Map.of("values", List.of(), "total", 0, "hasMore", false))));
        return methods;
    }

    private Mono<Object> list(McpAsyncServerExchange exchange, @Nullable Object parameters) {
        return own(McpSchema.METHOD_TOOLS_LIST, exchange, parameters).map(result -> {
            var all = new ArrayList<Object>(((ListToolsResult) result).tools());
            all.addAll(suite.list("tools"));
            return Map.of("tools", all);
        });
    }

    private Mono<Object> call(McpAsyncServerExchange exchange, @Nullable Object parameters) {
        var asked = object(parameters);
        var name = text(asked, "name");
        return suite.hasTool(name)
                ? tools.call(
                                exchange,
                                name,
                                object(asked.get("arguments")),
                                object(asked.get("_meta")).get("progressToken"))
                        .map(Function.identity())
                : own(McpSchema.METHOD_TOOLS_CALL, exchange, parameters);
    }

    private Mono<Object> own(String method, McpAsyncServerExchange exchange, @Nullable Object parameters) {
        return Objects.requireNonNull(own.get(method))
                .handle(exchange, parameters)
                .map(Function.identity());
    }

    private static McpRequestHandler<Object> handler(McpRequestHandler<Object> handler) {
        return handler;
    }

    private static McpRequestHandler<Object> answering(Function<Map<?, ?>, Object> answer) {
        return (_, parameters) -> Mono.fromCallable(() -> answer.apply(object(parameters)));
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }

    private static String text(Map<?, ?> from, String member) {
        return String.valueOf(from.get(member));
    }
}
