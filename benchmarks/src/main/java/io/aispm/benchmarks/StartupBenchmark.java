package io.aispm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How long a warm {@code up} takes to healthy, and how much memory the idle stack holds. */
final class StartupBenchmark implements Benchmarks.Benchmark {

    private static final double KIB_PER_GIB = 1024.0 * 1024.0;

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        stack.up();
        stack.down();
        var began = System.nanoTime();
        stack.up();
        var seconds = (System.nanoTime() - began) / 1e9;
        figures.accept(new Figure("warm `up` to healthy, once", seconds, 20, "s"));
        figures.accept(new Figure("memory of the idle stack (sum of PSS)", memory(stack.status()), 2.5, "GiB"));
    }

    /** The proportional set size of all the stack's processes and their children: what they would free together. */
    private static double memory(JsonNode status) {
        Set<ProcessHandle> processes = new HashSet<>();
        pids(status).flatMap(pid -> ProcessHandle.of(pid).stream()).forEach(process -> {
            processes.add(process);
            process.parent().ifPresent(parent -> parent.descendants().forEach(processes::add));
        });
        return processes.stream()
                        .mapToLong(StartupBenchmark::proportionalSetSize)
                        .sum()
                / KIB_PER_GIB;
    }

    /** The proportional set size of all processes that belong to sandboxes of agents, in KiB. */
    static long sandboxesKib() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("aispm_sandbox"))
                .mapToLong(StartupBenchmark::proportionalSetSize)
                .sum();
    }

    private static Stream<Long> pids(JsonNode node) {
        if (node.path("pid").isIntegralNumber()) {
            return Stream.of(node.path("pid").asLong());
        }
        return node.values().stream().flatMap(StartupBenchmark::pids);
    }

    private static long proportionalSetSize(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
