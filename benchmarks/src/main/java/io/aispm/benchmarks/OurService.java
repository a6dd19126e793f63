package io.aispm.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of our gateways as it runs in production, with the flags of its image and a heap of 256 MB; only what is around it
 * are stand-ins. No broker listens: an event is made, and dropped once the queue of those that wait is full.
 */
final class OurService {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private OurService() {}

    /** How the policies are asked. */
    sealed interface Policies {

        /** Nobody is asked: in the gateway's own process, a stand-in of the benchmark's allows at once. */
        record Open() implements Policies {}

        /** An engine at a port of this machine. */
        record Engine(int port) implements Policies {}
    }

    /** Starts a gateway, and returns when it serves. */
    static BenchedProcess start(String module, int platform, Policies policies) {
        var jar = Path.of(module, "target", module + "-1.0.0-SNAPSHOT.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("Build it first: " + jar + " is missing.");
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        var engine = switch (policies) {
            case Policies.Open() -> {
                command.add("-Dloader.path=" + ownClasses());
                command.add("-Dspm.opa.enabled=false");
                command.addAll(List.of("-cp", jar.toString(), LAUNCHER));
                yield "127.0.0.1:1";
            }
            case Policies.Engine(var port) -> {
                command.addAll(List.of("-jar", jar.toString()));
                yield "127.0.0.1:" + port;
            }
        };
        command.add("--logging.level.root=error");
        var port = BenchedProcess.freePort();
        return BenchedProcess.start(command, environment(port, platform, engine), port)
                .awaiting("/health");
    }

    private static Map<String, String> environment(int port, int platform, String engine) {
        var token = BenchedProcess.temporaryFile("service-token", "bench-service-token-that-is-long-enough");
        return Map.of(
                "SERVER_PORT",
                String.valueOf(port),
                "MANAGEMENT_SERVER_PORT",
                "0",
                "SPM_BIND_ADDRESS",
                "127.0.0.1",
                "SPM_CONTROLLER_URL",
                "http://127.0.0.1:" + platform,
                "OPA_URL",
                "http://" + engine,
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:1",
                "SPM_SERVICE_TOKEN_FILE",
                token.toString(),
                "SPM_ONE_MACHINE",
                "true");
    }

    /** OPA with the platform's base rules. */
    static BenchedProcess opa() {
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

    /** Where the benchmark's own classes are, of which the gateway gets its stand-in for the policies. */
    private static Path ownClasses() {
        try {
            return Path.of(OurService.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
