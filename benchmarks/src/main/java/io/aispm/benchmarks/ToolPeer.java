package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * ContextForge, the gateway to tools that people pick, as its package starts it: one process, SQLite, its own tokens
 * checked. It has no tool of its own; it is asked for the one of the other server.
 */
final class ToolPeer {

    private static final String PACKAGE = "mcp-contextforge-gateway==1.0.7";
    private static final String SECRET = "bench-0123456789abcdef0123456789abcdef";
    private static final String PERSON = "admin@example.com";
    private static final String GATEWAY = "other";

    private ToolPeer() {}

    /** Starts it before a server, installed where it is missing. */
    static Peers.Peer contextForge(Path cache, LoopbackServer upstream) {
        var venv = cache.resolve("contextforge");
        if (!Files.exists(venv.resolve("bin/mcpgateway"))) {
            BenchedProcess.run(List.of("python3", "-m", "venv", venv.toString()));
            BenchedProcess.run(List.of(venv + "/bin/pip", "install", "-q", "--disable-pip-version-check", PACKAGE));
        }
        var port = BenchedProcess.freePort();
        var environment = environment();
        var process = BenchedProcess.start(
                        List.of(venv + "/bin/mcpgateway", "--host", "127.0.0.1", "--port", String.valueOf(port)),
                        environment,
                        port)
                .awaiting("/health");
        var bearer = "Bearer " + token(venv, environment);
        register(port, bearer, upstream.port());
        var headers = Map.of("Authorization", bearer, "Accept", "application/json, text/event-stream");
        var asked = ToolRows.call("/rpc", GATEWAY + "-" + ToolRows.TOOL);
        return new Peers.Peer(
                new Target("ContextForge: the other server's tool", port, headers, asked, false, "noon"), process);
    }

    private static Map<String, String> environment() {
        var database = BenchedProcess.temporaryFile("contextforge.db", "");
        return Map.of(
                "JWT_SECRET_KEY",
                SECRET,
                "AUTH_ENCRYPTION_SECRET",
                SECRET,
                "PLATFORM_ADMIN_EMAIL",
                PERSON,
                "PLATFORM_ADMIN_PASSWORD",
                SECRET + "!A",
                "BASIC_AUTH_PASSWORD",
                SECRET + "!A",
                "DATABASE_URL",
                "sqlite:///" + database,
                "LOG_LEVEL",
                "ERROR",
                "SSRF_ALLOW_LOCALHOST",
                "true",
                "SSRF_ALLOW_PRIVATE_NETWORKS",
                "true");
    }

    private static String token(Path venv, Map<String, String> environment) {
        var command = List.of(
                venv + "/bin/python",
                "-m",
                "mcpgateway.utils.create_jwt_token",
                "--username",
                PERSON,
                "--exp",
                "120",
                "--secret",
                SECRET);
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(environment);
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.strip().lines().reduce("", (_, last) -> last);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void register(int port, String bearer, int upstream) {
        var body = """
                {"name":"%s","url":"http://127.0.0.1:%d/mcp","transport":"STREAMABLEHTTP"}""".formatted(GATEWAY, upstream);
        var request = new Request.Builder()
                .url("http://127.0.0.1:" + port + "/gateways")
                .header("Authorization", bearer)
                .post(RequestBody.create(body, MediaType.get("application/json")))
                .build();
        var http = new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(1)).build();
        try (var answer = http.newCall(request).execute()) {
            if (!answer.isSuccessful()) {
                throw new IllegalStateException("ContextForge took no server: " + answer.code() + " "
                        + answer.body().string());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
