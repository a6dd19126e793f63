package io.aispm.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The probe, as an agent of a stack and as a program outside of any sandbox. */
final class Probe {

    private static final Path FILE = extracted();

    private final Api people;
    private final String agent;

    private Probe(Api people, String agent) {
        this.people = people;
        this.agent = agent;
    }

    /** Deploys one. */
    static Probe deployed(Stack stack, String name) {
        return deployed(stack, name, "");
    }

    /** Deploys one whose code ends in something more. */
    static Probe deployed(Stack stack, String name, String more) {
        var people = new Api(stack.api(), stack.tokenOf("spm:admin", "probes"));
        var code = new String(source(), StandardCharsets.UTF_8) + more;
        var answer =
                people.register(name, Agents.code(code), Map.of()).expect(201).json();
        if (!"running".equals(answer.path("runtime_state").asString())) {
            throw new AssertionError("the probe did not start: " + answer);
        }
        return new Probe(people, answer.path("id").asString());
    }

    String id() {
        return agent;
    }

    /** What came of an attempt from inside. */
    String attempt(String command) {
        return people.chat(agent, Map.of("message", command))
                .getLast()
                .path("text")
                .asString();
    }

    /** What came of the same attempt outside, by the same code; a prefix may give it what only a namespace has. */
    static String outside(List<String> prefix, String command) {
        var line = new ArrayList<>(prefix);
        line.addAll(List.of("python3", FILE.toString()));
        line.addAll(List.of(command.split(" ")));
        try {
            var process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    void stop() {
        people.post("/api/spm/agents/" + agent + "/stop", Map.of()).expect(202);
    }

    String state() {
        return people.get("/api/spm/agents/" + agent)
                .expect(200)
                .json()
                .path("runtime_state")
                .asString();
    }

    private static byte[] source() {
        try (var file = Probe.class.getResourceAsStream("/probe.py")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path extracted() {
        try {
            var file = Files.createTempDirectory("probe").resolve("probe.py");
            Files.write(file, source());
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
