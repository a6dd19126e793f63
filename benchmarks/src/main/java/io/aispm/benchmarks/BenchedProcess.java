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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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

    /** Runs a command to its end; one that fails ends the run. */
    static void run(List<String> command) {
        try {
            var done = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (done.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
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

    /** Waits until a path of it answers with anything. */
    BenchedProcess awaiting(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            for (var tries = 0; tries < 240; tries++) {
                if (answers(http, request)) {
                    return this;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new IllegalStateException("What listens at " + port + " did not begin to answer.");
    }

    private static boolean answers(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** What it and its children have in memory, in MiB; 0 where the system doesn't say. */
    double memory() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToDouble(BenchedProcess::memory)
                .sum();
    }

    private static double memory(ProcessHandle handle) {
        try (var lines = Files.lines(Path.of("/proc/" + handle.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
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
