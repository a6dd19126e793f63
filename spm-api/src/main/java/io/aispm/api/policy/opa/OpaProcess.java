package io.aispm.api.policy.opa;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs OPA's program over files in a folder of its own: a few at a time, each for a few seconds at most, with nothing of
 * this process's environment.
 */
final class OpaProcess {

    private static final int AT_ONCE = 4;
    private static final long MEGABYTE = 1024L * 1024;
    private static final long LONGEST_OUTPUT = 32 * MEGABYTE;

    /** Twice what the runtime is told to keep to, since what is alive can't be collected. */
    private static final long MOST_MEMORY = 512 * MEGABYTE;

    private static final long PAGE = 4096;
    private static final long BETWEEN_LOOKS_MS = 20;

    /** More than the program needs for the largest policy, and less than would harm this machine. */
    private static final Map<String, String> ENVIRONMENT = Map.of("GOMEMLIMIT", "256MiB", "GOMAXPROCS", "2");

    private final String program;
    private final Duration timeout;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    OpaProcess(String program, Duration timeout) {
        this.program = program;
        this.timeout = timeout;
    }

    /** What the program wrote. */
    record Output(boolean ok, String text) {}

    /** Runs the program in a folder with the given files; fails where it can't be run or takes too long. */
    Output run(Map<String, String> files, List<String> arguments) throws IOException, InterruptedException {
        if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("too many policies are compiled at once");
        }
        try {
            var folder = Files.createTempDirectory("aispm-opa");
            try {
                for (var file : files.entrySet()) {
                    var path = folder.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                return run(folder, arguments);
            } finally {
                delete(folder);
            }
        } finally {
            turns.release();
        }
    }

    private Output run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(program);
        command.addAll(arguments);
        var output = folder.resolve(".output");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        try {
            process.getOutputStream().close();
            await(process, output);
            return new Output(process.exitValue() == 0, Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Until it has ended; fails as soon as it takes more of anything than it may. */
    private void await(Process process, Path output) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        boolean ended;
        do {
            ended = process.waitFor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS);
            if (Files.size(output) > LONGEST_OUTPUT) {
                throw new IOException("OPA had more to say than anybody will read");
            }
            if (!ended && memory(process) > MOST_MEMORY) {
                throw new IOException("OPA took more than " + MOST_MEMORY / MEGABYTE + " MB of memory");
            }
        } while (!ended && System.nanoTime() < deadline);
        if (!ended) {
            throw new IOException("OPA took longer than " + timeout.toSeconds() + " s");
        }
    }

    /** What it has of the machine's memory, in bytes; 0 where the machine doesn't tell. */
    private static long memory(Process process) {
        try {
            var pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm"))
                    .split(" ", -1);
            return Long.parseLong(pages[1]) * PAGE;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException gone) {
            return 0;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
