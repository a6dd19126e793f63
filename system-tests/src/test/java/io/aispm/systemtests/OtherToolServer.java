package io.aispm.systemtests;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** Somebody else's MCP server, of the official SDK, with one tool: {@code greet}. */
final class OtherToolServer implements AutoCloseable {

    private static final Map<String, Object> NAME = Map.of(
            "type", "object", "properties", Map.of("name", Map.of("type", "string")), "required", List.of("name"));

    private final Tomcat tomcat = new Tomcat();
    private final McpSyncServer server;
    private final AtomicInteger greeted = new AtomicInteger();

    OtherToolServer() {
        var transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(McpJsonDefaults.getMapper())
                .mcpEndpoint("/mcp")
                .build();
        server = McpServer.sync(transport)
                .serverInfo("other", "1")
                .capabilities(McpSchema.ServerCapabilities.builder().tools(true).build())
                .immediateExecution(true)
                .build();
        try {
            tomcat.setBaseDir(Files.createTempDirectory("other-tools").toString());
            tomcat.setPort(0);
            tomcat.setHostname("127.0.0.1");
            var context = tomcat.addContext("", null);
            var servlet = Tomcat.addServlet(context, "mcp", transport);
            servlet.setAsyncSupported(true);
            servlet.addMapping("/mcp");
            tomcat.getConnector();
            tomcat.start();
        } catch (Exception failed) {
            throw new IllegalStateException("the other server can't be started", failed);
        }
    }

    String url() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mcp";
    }

    /** How often somebody was greeted. */
    int greeted() {
        return greeted.get();
    }

    /** Has the tool, or says something else of it from now on. */
    void describeAs(String description) {
        server.addTool(SyncToolSpecification.builder()
                .tool(McpSchema.Tool.builder("greet", NAME)
                        .description(description)
                        .build())
                .callHandler((_, request) -> {
                    greeted.incrementAndGet();
                    var text = "Good morning, " + request.arguments().get("name") + ".";
                    return CallToolResult.builder(
                                    List.of(McpSchema.TextContent.builder(text).build()))
                            .isError(false)
                            .build();
                })
                .build());
    }

    @Override
    public void close() {
        try {
            server.closeGracefully();
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IllegalStateException("the other server can't be stopped", failed);
        }
    }
}
