package io.aispm.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform as a user starts it: {@code ./aispm up --detach} on ports and a data folder of its own, once for all
 * tests of the JVM. Everything a test learns of it comes from the command line or over HTTP. {@code
 * AISPM_TEST_PORT_OFFSET} moves its ports, where two of them are to run on one machine.
 */
final class Stack {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path ROOT = root();
    private static final Path DATA = ROOT.resolve("system-tests/target/stack");
    private static final Path DOCKER_DATA = ROOT.resolve("system-tests/target/docker-stack");
    private static final Path ENCRYPTED_DATA = ROOT.resolve("system-tests/target/encrypted-stack");
    private static final Map<String, String> ENCRYPTED = Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    private static final String OFFSET = System.getenv().getOrDefault("AISPM_TEST_PORT_OFFSET", "11000");
    private static final String OFFSET_OF_DOCKER = Integer.toString(Integer.parseInt(OFFSET) + 1_300);
    private static final String OFFSET_OF_ENCRYPTED = Integer.toString(Integer.parseInt(OFFSET) + 2_700);

    private final Path data;
    private final JsonNode status;

    private Stack(Path data, JsonNode status) {
        this.data = data;
        this.status = status;
    }

    /** The stack, started if no test has asked for it before. */
    static Stack get() {
        return Running.STACK;
    }

    /** One whose Kafka speaks TLS only, started for whoever asks; its {@link #stop} is the asker's to call. */
    static Stack encrypted() {
        return start(ENCRYPTED_DATA, ENCRYPTED, "--port-offset", OFFSET_OF_ENCRYPTED, "--runtime", "bubblewrap");
    }

    /** Takes the stack down. */
    void stop() {
        aispm(data, Map.of(), "down").expectSuccess();
    }

    /** A second one whose agents run in Docker and whose Kafka speaks TLS only, started if no test has asked for it before. */
    static Stack docker() {
        return RunningDocker.STACK;
    }

    /** Where its data is. */
    Path data() {
        return data;
    }

    /** A token of its local issuer. */
    String tokenOf(String role, String tenant) {
        return aispm(data, Map.of(), "token", "--role", role, "--tenant", tenant)
                .expectSuccess()
                .strip();
    }

    /** Where its Kafka listens: host and port. */
    String kafka() {
        return status.at("/kafka/bootstrap_servers").asString();
    }

    /** Where its database listens. */
    int postgresPort() {
        return URI.create(status.at("/postgres/jdbc_url").asString().substring("jdbc:".length()))
                .getPort();
    }

    /** Where the people's listener of spm-api is, without a slash at the end. */
    String api() {
        return service("spm-api");
    }

    /** Where a service is, without a slash at the end. */
    String service(String name) {
        return status.at("/services/" + name + "/url").asString();
    }

    /** The process id of a service as it is now. */
    static long pidOf(String service) {
        return readStatus().at("/services/" + service + "/pid").asLong();
    }

    /** The process id of {@code kafka} or {@code postgres}. */
    static long pidOfStore(String store) {
        return readStatus().at("/" + store + "/pid").asLong();
    }

    /** A token of the local issuer. */
    static String token(String role, String tenant, String user) {
        return aispm(Map.of(), "token", "--role", role, "--tenant", tenant, "--user", user)
                .expectSuccess()
                .strip();
    }

    /** Runs {@code ./aispm} against this stack and waits for its end. */
    static Outcome aispm(Map<String, String> environment, String... arguments) {
        return aispm(DATA, environment, arguments);
    }

    private static Outcome aispm(Path data, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(ROOT.resolve("aispm").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data-dir", data.toString()));
        try {
            var process = new ProcessBuilder(command).directory(ROOT.toFile());
            process.environment().put("AISPM_SKIP_BUILD", "1");
            process.environment().putAll(environment);
            var errors = Files.createTempFile("aispm", ".err");
            var started = process.redirectError(errors.toFile()).start();
            started.getOutputStream().close();
            var out = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var code = started.waitFor();
            var outcome = new Outcome(code, out, Files.readString(errors));
            Files.delete(errors);
            return outcome;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** A file of the repository. */
    static Path file(String path) {
        return ROOT.resolve(path);
    }

    private static JsonNode readStatus() {
        return readStatus(DATA);
    }

    private static JsonNode readStatus(Path data) {
        return JSON.readTree(aispm(data, Map.of(), "status", "--json").expectSuccess());
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isExecutable(folder.resolve("aispm"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no ./aispm above the working folder");
        }
        return folder;
    }

    /** How a command ended. */
    record Outcome(int code, String out, String errors) {

        String expectSuccess() {
            if (code != 0) {
                throw new AssertionError("./aispm ended with " + code + "\n" + errors + out);
            }
            return out;
        }
    }

    private static final class Running {

        static final Stack STACK = start();

        private static Stack start() {
            var knobs = Map.of("AGENT_CHAT_REPLY_TIMEOUT_S", "6", "AGENT_READY_TIMEOUT_S", "15");
            return Stack.start(DATA, knobs, "--port-offset", OFFSET, "--runtime", "bubblewrap");
        }
    }

    private static final class RunningDocker {

        static final Stack STACK =
                start(DOCKER_DATA, ENCRYPTED, "--port-offset", OFFSET_OF_DOCKER, "--runtime", "docker");
    }

    private static Stack start(Path data, Map<String, String> knobs, String... options) {
        aispm(data, Map.of(), "down");
        delete(data);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> aispm(data, Map.of(), "down")));
        var command = new ArrayList<>(List.of("up", "--detach"));
        command.addAll(List.of(options));
        aispm(data, knobs, command.toArray(String[]::new)).expectSuccess();
        return new Stack(data, readStatus(data));
    }

    /** What an earlier run left. */
    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
