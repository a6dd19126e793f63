package io.aispm.sdk.behaviour;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An agent's process, with the environment that the platform gives one and nothing else of this one's. */
final class AgentProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    AgentProcess(List<String> command, Map<String, String> environment) {
        try {
            output = Files.createTempFile("agent", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException("no process was started", failed);
        }
    }

    long pid() {
        return process.pid();
    }

    /** What it has written. */
    String log() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException("its output can't be read", failed);
        }
    }

    /** Waits until it has written this. */
    void awaitLog(String part) {
        await().atMost(PATIENCE).until(() -> log().contains(part));
    }

    /** Asks it to leave, as a stop of the platform does. */
    void terminate() {
        process.destroy();
    }

    /** Ends it where it stands. */
    void kill() {
        process.destroyForcibly();
        exit();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end; answers its exit status. */
    int exit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the agent's process does not end: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        kill();
        output.toFile().delete();
    }
}
