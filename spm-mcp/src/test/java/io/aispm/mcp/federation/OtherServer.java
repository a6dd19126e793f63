package io.aispm.mcp.federation;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** Another MCP server, of the official SDK, on a free port of this machine; whoever has its token may call it. */
final class OtherServer implements AutoCloseable {

    static final String TOKEN = "other-token";
    static final Map<String, Object> TEXT = Map.of(
            "type", "object", "properties", Map.of("text", Map.of("type", "string")), "required", List.of("text"));

    private final Tomcat tomcat = new Tomcat();
    private final List<String> sessions = new CopyOnWriteArrayList<>();
    private final HttpServletStreamableServerTransportProvider transport;
    private final McpSyncServer server;
    private boolean closed;

    OtherServer() {
        transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(McpJsonDefaults.getMapper())
                .mcpEndpoint("/mcp")
                .build();
        server = McpServer.sync(transport)
                .serverInfo("other", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .immediateExecution(true)
                .build();
        start();
    }

    private void start() {
        try {
            tomcat.setBaseDir(Files.createTempDirectory("other-server").toString());
            tomcat.setPort(0);
            tomcat.setHostname("127.0.0.1");
            var context = tomcat.addContext("", null);
            var servlet = Tomcat.addServlet(context, "mcp", transport);
            servlet.setAsyncSupported(true);
            servlet.addMapping("/mcp");
            addFilter(context);
            tomcat.getConnector();
            tomcat.start();
        } catch (Exception failed) {
            throw new IllegalStateException("the other server can't be started", failed);
        }
    }

    private void addFilter(org.apache.catalina.Context context) {
        Filter filter = (request, response, chain) -> {
            var http = (HttpServletRequest) request;
            if (!("Bearer " + TOKEN).equals(http.getHeader("Authorization"))) {
                ((HttpServletResponse) response).sendError(401);
                return;
            }
            if (http.getHeader("Mcp-Session-Id") == null) {
                sessions.add("opened");
            }
            chain.doFilter(request, response);
        };
        var definition = new FilterDef();
        definition.setFilterName("token");
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        var map = new FilterMap();
        map.setFilterName("token");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    String url() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp";
    }

    /** How often a session was opened. */
    int sessions() {
        return sessions.size();
    }

    /** Adds a tool, or changes what is said of it. */
    void tool(
            String name,
            String description,
            @Nullable Map<String, Object> output,
            BiFunction<McpSyncServerExchange, CallToolRequest, CallToolResult> work) {
        server.addTool(SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder(name, TEXT)
                        .description(description)
                        .outputSchema(output)
                        .build())
                .callHandler(work)
                .build());
    }

    /** Adds a tool that says its argument back. */
    void echo(String description) {
        tool(
                "echo",
                description,
                null,
                (_, request) -> says("you said " + request.arguments().get("text")));
    }

    void remove(String name) {
        server.removeTool(name);
    }

    static CallToolResult says(String text) {
        return CallToolResult.builder(
                        List.of(McpSchema.TextContent.builder(text).build()))
                .isError(false)
                .build();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.closeGracefully();
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException("the other server can't be stopped", failed);
        }
    }
}
