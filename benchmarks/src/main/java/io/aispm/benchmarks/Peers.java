package io.aispm.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The gateways that people pick, and nginx as a bare proxy: each before the same provider, installed where it is missing. */
final class Peers {

    private static final String PORTKEY = "@portkey-ai/gateway@1.15.2";
    private static final String LITELLM = "litellm[proxy]==1.106.2";
    private static final String LITELLM_KEY = "sk-bench-0123456789abcdef0123456789abcdef";

    private final int provider;
    private final Path cache;

    Peers(int provider) {
        this.provider = provider;
        var home = Optional.ofNullable(System.getenv("AISPM_CACHE"))
                .orElse(System.getProperty("user.home") + "/.cache/aispm");
        this.cache = Path.of(home, "bench");
    }

    /** A peer that runs. */
    record Peer(Target target, BenchedProcess process) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** Where what is installed for benchmarks is kept. */
    Path cache() {
        return cache;
    }

    Optional<Peer> nginx() {
        var found = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
        return found.map(binary -> {
            var port = BenchedProcess.freePort();
            // nginx deletes its pid file when it ends, so that it must be one of its own.
            var pid = BenchedProcess.temporaryFile("nginx.pid", "");
            var errors = BenchedProcess.temporaryFile("nginx.log", "");
            var configuration = BenchedProcess.temporaryFile("nginx.conf", """
                    daemon off; worker_processes 2; pid %s; error_log %s;
                    events { worker_connections 1024; }
                    http { access_log off; keepalive_requests 100000000;
                      upstream provider { server 127.0.0.1:%d; keepalive 64; keepalive_requests 100000000; }
                      server { listen 127.0.0.1:%d; location / { proxy_pass http://provider;
                        proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } } }
                    """.formatted(pid, errors, provider, port));
            var process = BenchedProcess.start(List.of(binary, "-c", configuration.toString()), Map.of(), port);
            return new Peer(new Target("nginx", port, Map.of()), process.awaiting("/"));
        });
    }

    Peer portkey() {
        var folder = cache.resolve("portkey");
        var start = folder.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
        if (!Files.exists(start)) {
            BenchedProcess.run(List.of(
                    "npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder.toString(), PORTKEY));
        }
        var port = BenchedProcess.freePort();
        var process = BenchedProcess.start(
                List.of("node", start.toString(), "--headless", "--port=" + port),
                Map.of("TRUSTED_CUSTOM_HOSTS", "127.0.0.1,localhost", "NODE_ENV", "production"),
                port);
        var headers = Map.of(
                "x-portkey-provider",
                "openai",
                "x-portkey-custom-host",
                "http://127.0.0.1:" + provider + "/v1",
                "Authorization",
                "Bearer k");
        return new Peer(new Target("Portkey", port, headers), process.awaiting("/"));
    }

    Peer litellm() {
        var venv = cache.resolve("litellm");
        if (!Files.exists(venv.resolve("bin/litellm"))) {
            BenchedProcess.run(List.of("python3", "-m", "venv", venv.toString()));
            BenchedProcess.run(List.of(venv + "/bin/pip", "install", "-q", "--disable-pip-version-check", LITELLM));
        }
        var port = BenchedProcess.freePort();
        var configuration = BenchedProcess.temporaryFile("litellm.yaml", """
                model_list:
                  - model_name: default
                    litellm_params: {model: openai/m, api_base: "http://127.0.0.1:%d/v1", api_key: k}
                """.formatted(provider));
        var process = BenchedProcess.start(
                List.of(
                        venv + "/bin/litellm",
                        "--config",
                        configuration.toString(),
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port)),
                Map.of("LITELLM_MASTER_KEY", LITELLM_KEY, "LITELLM_LOCAL_MODEL_COST_MAP", "True"),
                port);
        var headers = Map.of("Authorization", "Bearer " + LITELLM_KEY);
        return new Peer(new Target("LiteLLM", port, headers), process.awaiting("/health/liveliness"));
    }
}
