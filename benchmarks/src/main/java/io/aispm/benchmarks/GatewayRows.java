package io.aispm.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Our proxy as it is, in three surroundings: A with a policy engine that is a stand-in which allows at once, so that
 * what is measured is the token's check, routing, limits and lineage; B with the real one; C with the guard enforced
 * besides. The control plane is a stand-in, over real connections, that answers at once.
 */
final class GatewayRows {

    private static final Path JAR = Path.of("spm-llm-proxy/target/spm-llm-proxy-1.0.0-SNAPSHOT.jar");
    private static final String DECISION = """
            {"result":{"decision":"allow","reason":"","policy_ids":[],"obligations":{}}}""";
    private static final String GRANTS = """
            {"grants":[{"amount":1000000000,"wait_ms":0}]}""";

    private final int provider;

    GatewayRows(int provider) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("Build the proxy first: " + JAR + " is missing.");
        }
        this.provider = provider;
    }

    /** A proxy that runs, and all that it was started with. */
    record Row(Target target, BenchedProcess process, List<AutoCloseable> around) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
            for (var one : around) {
                try {
                    one.close();
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }
        }
    }

    Row a() {
        var platform = platform("off");
        return row("A: token, routing, limits, lineage", platform, platform.port(), new ArrayList<>());
    }

    Row b() {
        var opa = opa();
        return row("B: A with OPA", platform("off"), opa.port(), new ArrayList<>(List.of(opa)));
    }

    Row c() {
        var opa = opa();
        return row("C: B with guard_llm: enforced", platform("enforced"), opa.port(), new ArrayList<>(List.of(opa)));
    }

    private Row row(String name, LoopbackServer platform, int policies, List<AutoCloseable> around) {
        around.add(platform);
        var process = proxy(platform.port(), policies);
        var target = new Target(name, process.port(), Map.of("Authorization", "Bearer bench-token"));
        return new Row(target, process, around);
    }

    private LoopbackServer platform(String guard) {
        var context = LoopbackServer.json("""
                {"tenant_id":"bench","agent":{"id":"0190b3a0-0000-7000-8000-000000000001","name":"bench",\
                "agent_type":"custom","risk":"low"},"turn":{"trace_id":"0190b3a0000070008000000000000001",\
                "session_id":null,"user":null,"number":0},"linked_policies":[],"settings":{"guard_llm":"%s",\
                "requests_per_minute":1000000000},"runtime":{},"route":\
                {"integration_id":"i","connector_type":"openai_compatible","config":{"base_url":\
                "http://127.0.0.1:%d/v1","model":"m"},"credentials":{}},"route_missing":null,"fallbacks":[],\
                "tenant_settings":{}}""".formatted(guard, provider));
        var decision = LoopbackServer.json(DECISION);
        var grants = LoopbackServer.json(GRANTS);
        return new LoopbackServer(path -> path.startsWith("/internal/calls")
                ? context
                : path.startsWith("/internal/allowances") ? grants : decision);
    }

    private static BenchedProcess opa() {
        var binary = System.getenv().getOrDefault("OPA_BINARY", "opa");
        var port = BenchedProcess.freePort();
        return BenchedProcess.start(
                        List.of(
                                binary,
                                "run",
                                "--server",
                                "--disable-telemetry",
                                "--log-level",
                                "error",
                                "--addr",
                                "127.0.0.1:" + port,
                                "policies/base"),
                        Map.of(),
                        port)
                .awaiting("/health");
    }

    private static BenchedProcess proxy(int platform, int policies) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var token = BenchedProcess.temporaryFile("service-token", "bench-service-token-that-is-long-enough");
        var port = BenchedProcess.freePort();
        var flags = Stream.of(
                java,
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                JAR.toString(),
                "--logging.level.root=error");
        return BenchedProcess.start(
                        flags.toList(),
                        Map.of(
                                "SERVER_PORT",
                                String.valueOf(port),
                                "MANAGEMENT_SERVER_PORT",
                                "0",
                                "SPM_BIND_ADDRESS",
                                "127.0.0.1",
                                "SPM_CONTROLLER_URL",
                                "http://127.0.0.1:" + platform,
                                "OPA_URL",
                                "http://127.0.0.1:" + policies,
                                "KAFKA_BOOTSTRAP_SERVERS",
                                "127.0.0.1:1",
                                "SPM_SERVICE_TOKEN_FILE",
                                token.toString(),
                                "SPM_ONE_MACHINE",
                                "true"),
                        port)
                .awaiting("/health");
    }
}
