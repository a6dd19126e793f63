package io.aispm.benchmarks.guard;

import io.aispm.benchmarks.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts {@link GuardSpeed} with one core and with two, and puts what it measured beside the limits. */
final class GuardSpeedRun {

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private GuardSpeedRun() {}

    static List<Figure> figures() {
        var one = measured(1);
        var two = measured(2);
        return List.of(
                new Figure("256 tokens on one core, one after the other, p50", told(one, "alone.p50"), 10, "ms"),
                new Figure("the same, p99", told(one, "alone.p99"), 30, "ms"),
                new Figure(
                        "256 tokens on one core, " + GuardSpeed.A_SECOND + " turns a second at random, p50",
                        told(one, "arriving.p50"),
                        10,
                        "ms"),
                new Figure("the same, p99", told(one, "arriving.p99"), 30, "ms"),
                Figure.atLeast(
                        "prompts on two cores, " + GuardSpeed.AT_ONCE + " turns at once",
                        told(two, "prompts"),
                        150,
                        "/s"),
                new Figure("memory of that process, at most", told(two, "megabytes"), 300, "MB"));
    }

    private static Map<String, Double> measured(int cores) {
        try {
            var process = new ProcessBuilder(command(cores)).redirectError(ProcessBuilder.Redirect.INHERIT);
            // Not on the command line: ONNX Runtime overflows its stack where that is very long.
            process.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            var started = process.start();
            var lines = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (started.waitFor() != 0) {
                throw new IllegalStateException("The guard's speed could not be measured with " + cores + " cores.");
            }
            return lines.stream()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> Double.parseDouble(parts[1])));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private static List<String> command(int cores) {
        var command = new ArrayList<String>();
        if (Files.isExecutable(TASKSET)) {
            command.addAll(List.of(TASKSET.toString(), "--cpu-list", "0-" + (cores - 1)));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + cores,
                GuardSpeed.class.getName()));
        return command;
    }

    private static double told(Map<String, Double> figures, String name) {
        var figure = figures.get(name);
        if (figure == null) {
            throw new IllegalStateException("The guard's speed lacks '" + name + "'.");
        }
        return figure;
    }
}
