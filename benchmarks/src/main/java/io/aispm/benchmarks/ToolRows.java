package io.aispm.benchmarks;

import io.aispm.benchmarks.GatewayRows.Row;
import io.aispm.benchmarks.OurService.Policies;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tools/call} at our MCP server, with OPA asked about each call: of its own {@code time_now}, and of a tool of another
 * MCP server whose result the guard reads. The other server is a stand-in that answers from memory; it stands behind the
 * peer too.
 */
final class ToolRows {

    /** The tool of the server behind. */
    static final String TOOL = "clock";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String MANIFEST = """
            {"description":"Tells the time.","inputSchema":{"properties":{},"type":"object"},"name":"clock"}""";

    private ToolRows() {}

    /** What is asked at a path for a tool by its name. */
    static Target.Question call(String path, String tool) {
        return new Target.Question(path, """
                {"jsonrpc":"2.0","id":%%d,"method":"tools/call","params":{"name":"%s","arguments":{}}""".formatted(tool));
    }

    /** Another MCP server with the one tool. */
    static LoopbackServer upstream() {
        return new LoopbackServer(ToolRows::answer);
    }

    /** Our server with OPA, asked for its own tool. */
    static Row own(LoopbackServer upstream) {
        return row("spm-mcp: time_now, with OPA", "time_now", "now", upstream);
    }

    /** Our server with OPA and guard, asked for the tool of the server behind. */
    static Row federated(LoopbackServer upstream) {
        return row("spm-mcp: the other server's tool, with OPA and guard", "other__" + TOOL, "noon", upstream);
    }

    private static Row row(String name, String tool, String sign, LoopbackServer upstream) {
        var opa = OurService.opa();
        var platform = platform(upstream.port());
        var process = OurService.start("spm-mcp", platform.port(), new Policies.Engine(opa.port()));
        var headers = Map.of("Authorization", "Bearer bench-token", "Accept", "application/json, text/event-stream");
        var target = new Target(name, process.port(), headers, call("/mcp", tool), true, sign);
        return new Row(target, process, List.of(opa, platform));
    }

    private static LoopbackServer platform(int upstream) {
        var context = LoopbackServer.json(GatewayRows.callContext("{}", "null"));
        var servers = LoopbackServer.json("""
                {"servers":[{"tenant_id":"bench","route":{"integration_id":"other","connector_type":"mcp_server",\
                "config":{"base_url":"http://127.0.0.1:%d/mcp"},"credentials":{}},"tools":[{"name":"other__clock",\
                "tool":"clock","hash":"%s","manifest":%s}]}]}""".formatted(upstream, hash(), MANIFEST));
        var noted = LoopbackServer.json("{\"unapproved\":0}");
        return new LoopbackServer(path -> path.startsWith("/internal/calls")
                ? context
                : path.startsWith("/internal/tools/servers") ? servers : noted);
    }

    /** The manifest above is in canonical form (RFC 8785). */
    private static String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(MANIFEST.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(LoopbackServer.Asked asked, OutputStream out) throws IOException {
        if (!asked.method().equals("POST")) {
            out.write(
                    "HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        var message = JSON.readTree(asked.body());
        if (!(message instanceof ObjectNode request) || !request.has("id")) {
            out.write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        var result = switch (request.path("method").asString("")) {
            case "initialize" ->
                """
                        {"protocolVersion":"%s","capabilities":{"tools":{}},"serverInfo":{"name":"other","version":"1"}}""".formatted(request.at("/params/protocolVersion").asString("2025-11-25"));
            case "tools/list" -> "{\"tools\":[" + MANIFEST + "]}";
            case "tools/call" -> """
                        {"content":[{"type":"text","text":"It is noon."}],"isError":false}""";
            default -> "{}";
        };
        out.write(LoopbackServer.json(
                "{\"jsonrpc\":\"2.0\",\"id\":" + request.get("id") + ",\"result\":" + result + "}"));
    }
}
