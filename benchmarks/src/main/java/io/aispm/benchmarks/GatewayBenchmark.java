package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The LLM proxy between a closed loop of 16 connections and a provider that answers at once, beside that provider
 * alone and beside nginx as a bare proxy, where it is installed. All share this machine. The control plane and the
 * policy engine are stand-ins that answer at once too, over real connections.
 */
final class GatewayBenchmark implements Benchmarks.Benchmark {

    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(12);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final Path JAR = Path.of("spm-llm-proxy/target/spm-llm-proxy-1.0.0-SNAPSHOT.jar");

    private static final String ANSWER = """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":\
            {"role":"assistant","content":"Once upon a time there was a number."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":30,"completion_tokens":9,"total_tokens":39}}""";

    private static final String DECISION = """
            {"result":{"decision":"allow","reason":"","policy_ids":[],"obligations":{}}}""";

    @Override
    public List<Figure> run(BenchStack stack) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("Build the proxy first: " + JAR + " is missing.");
        }
        var answer = LoopbackServer.json(ANSWER);
        try (var provider = new LoopbackServer(_ -> answer);
                var platform = platform(provider)) {
            var loop = new ClosedLoop(CONNECTIONS);
            show("provider alone", measure(loop, provider.port()));
            nginx(provider).ifPresent(proxy -> {
                try (proxy) {
                    show("nginx", measure(loop, proxy.port()));
                }
            });
            try (var proxy = proxy(platform)) {
                var ours = measure(loop, proxy.port());
                show("spm-llm-proxy (token, policy, guard monitor, lineage)", ours);
                return List.of(new Figure("gateway, 16 connections: p99 of a call", ours.p99(), 35, "ms"));
            }
        }
    }

    private static ClosedLoop.Outcome measure(ClosedLoop loop, int port) {
        loop.run(port, "bench-token", WARM_UP);
        return loop.run(port, "bench-token", MEASURED);
    }

    private static void show(String what, ClosedLoop.Outcome outcome) {
        System.err.printf("%-56s %s%n", what, outcome);
    }

    private static LoopbackServer platform(LoopbackServer provider) {
        var context = LoopbackServer.json("""
                {"tenant_id":"bench","agent":{"id":"0190b3a0-0000-7000-8000-000000000001","name":"bench",\
                "agent_type":"custom","risk":"low"},"turn":{"trace_id":"0190b3a0000070008000000000000001",\
                "session_id":null,"user":null,"number":0},"linked_policies":[],"settings":{},"runtime":{},"route":\
                {"integration_id":"i","connector_type":"openai_compatible","config":{"base_url":\
                "http://127.0.0.1:%d/v1","model":"m"},"credentials":{}},"route_missing":null}""".formatted(provider.port()));
        var decision = LoopbackServer.json(DECISION);
        return new LoopbackServer(path -> path.startsWith("/internal/calls") ? context : decision);
    }

    private static BenchedProcess proxy(LoopbackServer platform) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var token = BenchedProcess.temporaryFile("service-token", "bench-service-token-that-is-long-enough");
        var port = BenchedProcess.freePort();
        var here = "http://127.0.0.1:" + platform.port();
        var started = BenchedProcess.start(
                List.of(
                        java,
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        JAR.toString(),
                        "--logging.level.root=error"),
                Map.of(
                        "SERVER_PORT",
                        String.valueOf(port),
                        "MANAGEMENT_SERVER_PORT",
                        "0",
                        "SPM_BIND_ADDRESS",
                        "127.0.0.1",
                        "SPM_CONTROLLER_URL",
                        here,
                        "OPA_URL",
                        here,
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "127.0.0.1:1",
                        "SPM_SERVICE_TOKEN_FILE",
                        token.toString(),
                        "SPM_ONE_MACHINE",
                        "true"),
                port);
        awaitHealth(port);
        return started;
    }

    private static void awaitHealth(int port) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            for (var tries = 0; tries < 120; tries++) {
                if (isHealthy(http, request)) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("The proxy did not become healthy.");
    }

    private static boolean isHealthy(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Optional<BenchedProcess> nginx(LoopbackServer provider) {
        var found = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        return found.map(binary -> {
            var port = BenchedProcess.freePort();
            // nginx deletes its pid file when it ends, so that it must be one of its own.
            var pid = BenchedProcess.temporaryFile("nginx.pid", "");
            var errors = BenchedProcess.temporaryFile("nginx.log", "");
            var configuration =
                    BenchedProcess.temporaryFile("nginx.conf", """
                    daemon off; worker_processes 2; pid %s; error_log %s;
                    events { worker_connections 1024; }
                    http { access_log off; keepalive_requests 100000000;
                      upstream provider { server 127.0.0.1:%d; keepalive 64; keepalive_requests 100000000; }
                      server { listen 127.0.0.1:%d; location / { proxy_pass http://provider;
                        proxy_http_version 1.1; proxy_set_header Connection ""; } } }
                    """.formatted(pid, errors, provider.port(), port));
            return BenchedProcess.start(List.of(binary, "-c", configuration.toString()), Map.of(), port);
        });
    }

    /** A process that is measured. */
    record BenchedProcess(Process process, int port) implements AutoCloseable {

        static BenchedProcess start(List<String> command, Map<String, String> environment, int port) {
            try {
                var builder = new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
                builder.environment().putAll(environment);
                return new BenchedProcess(builder.start(), port);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        static int freePort() {
            try (var server = new LoopbackServer(_ -> new byte[0])) {
                return server.port();
            }
        }

        static Path temporaryFile(String name, String content) {
            try {
                var file = Files.createTempFile("aispm-bench-", name);
                file.toFile().deleteOnExit();
                return Files.writeString(file, content);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
