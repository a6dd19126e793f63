package io.aispm.stack.supervise;

import io.aispm.stack.machine.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A part's living process, whose output goes to its log. */
public final class Running {

    private static final long LOG_LIMIT = 8L * 1024 * 1024;
    private static final int TAIL = 5;
    private static final Set<String> NOT_INHERITED =
            Set.of("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH");

    private final Process process;
    private final Launch launch;
    private final Deque<String> tail = new ArrayDeque<>();
    private final StringBuilder early = new StringBuilder();

    private Running(Process process, Launch launch) {
        this.process = process;
        this.launch = launch;
    }

    /** Starts the process in a session of its own, so that a terminal's Ctrl-C reaches only the supervisor. */
    static Running start(Launch launch, Path logFile) {
        var command = new ArrayList<String>();
        Shell.which("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().keySet().removeIf(name -> NOT_INHERITED.contains(name) || name.startsWith("SPRING_"));
        builder.environment().putAll(launch.environment());
        try {
            var log = new RotatingLog(logFile, LOG_LIMIT);
            var running = new Running(builder.start(), launch);
            Thread.ofPlatform().daemon().name("log-" + logFile.getFileName()).start(() -> running.pump(log));
            return running;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void pump(RotatingLog log) {
        var buffer = new byte[8192];
        try (log;
                var output = process.getInputStream()) {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                log.write(buffer, read);
                remember(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            remember("(its log ended: " + ended.getMessage() + ")");
        }
    }

    private synchronized void remember(String output) {
        if (early.length() < 1 << 20) {
            early.append(output);
        }
        output.lines().filter(line -> !line.isBlank()).forEach(line -> {
            tail.addLast(line);
            if (tail.size() > TAIL) {
                tail.removeFirst();
            }
        });
    }

    /** Whether its output since the start holds a text. */
    public synchronized boolean hasSaid(String text) {
        return early.indexOf(text) >= 0;
    }

    synchronized List<String> lastLines() {
        return List.copyOf(tail);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String build() {
        return launch.build();
    }

    int exitCode() {
        return process.exitValue();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Asks it to end, and kills it when it doesn't in time. */
    void end(Part.Farewell farewell, Duration grace) {
        if (!process.isAlive()) {
            return;
        }
        Shell.run("kill", "-" + farewell.signal(), Long.toString(process.pid()));
        try {
            if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
