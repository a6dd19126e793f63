package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** How long an agent takes from the answer to its start until it runs, in every way of running it, and fifty at once. */
final class StartBenchmark implements Benchmarks.Benchmark {

    private static final int WARM_UP = 3;
    private static final int STARTS = 30;
    private static final double FIRST_LINE_LIMIT_MS = 100;
    private static final int AT_ONCE = 50;
    private static final double AT_ONCE_LIMIT_S = 60;
    private static final double MIB = 1024.0;

    /** The stages from the claim of a sandbox on, where the agent's first line says that it is ready. */
    private static final List<String> FIRST_LINE_STAGES = List.of("sandbox", "import", "consumer");

    private static final String READY_IN_THE_FIRST_LINE = """
            import os, socket; e = os.environ; s = "AGENT_ID" in e and socket.create_connection(e["CONTROLLER_URL"].split("/")[2].split(":")); \
            s and s.sendall(f"POST /agents/{e['AGENT_ID']}/ready HTTP/1.1\\r\\nHost: agents\\r\\nAuthorization: Bearer {e['MCP_TOKEN']}\\r\\n\
            Content-Length: 0\\r\\n\\r\\n".encode())
            """;

    /** So long a sandbox that was taken is given to be replaced. */
    private static final long REFILL_NANOS = 2_000_000_000L;

    private static final long LOOK_AGAIN_NANOS = 20_000_000L;

    /** So long nobody looks at a start that times itself: looking takes processor time too. */
    private static final long UNSEEN_NANOS = 300_000_000L;

    @Override
    public void run(BenchStack shared, Consumer<Figure> figures) {
        shared.down();
        var runtimes = System.getenv().getOrDefault("BENCH_START_RUNTIMES", "bubblewrap,docker");
        if (runtimes.contains("bubblewrap")) {
            figures.accept(starts("bubblewrap", 0, 1_500));
            figures.accept(starts("bubblewrap", 1, 500));
            figures.accept(firstLines("bubblewrap"));
            manyAtOnce().forEach(figures);
        }
        if (runtimes.contains("docker")) {
            figures.accept(starts("docker", 0, 2_500));
            figures.accept(starts("docker", 1, 500));
            figures.accept(firstLines("docker"));
        }
    }

    private static Figure starts(String runtime, int warm, double limitMs) {
        try (var stack = stack(runtime, warm)) {
            stack.up();
            var before = StageTimes.read(StageTimes.START, stack.metrics());
            var agent = stack.deploy("bench-start", code());
            var samples = new Samples();
            for (var i = 0; i < WARM_UP + STARTS; i++) {
                stack.stop(agent);
                if (warm > 0) {
                    Waiting.nanos(REFILL_NANOS);
                }
                stack.start(agent);
                var began = System.nanoTime();
                stack.awaitState(agent, "running");
                if (i >= WARM_UP) {
                    samples.addNanos(System.nanoTime() - began);
                }
            }
            return new Figure(
                    "start to running, %s %s, custom_agent.py, p95 of %d (p50 %.0f ms; %s)"
                            .formatted(
                                    runtime,
                                    warm > 0 ? "warm" : "cold",
                                    samples.count(),
                                    samples.quantile(0.5),
                                    StageTimes.read(StageTimes.START, stack.metrics())
                                            .since(before)),
                    samples.quantile(0.95),
                    limitMs,
                    "ms");
        }
    }

    /** From the claim of a waiting sandbox until the agent's first line has been heard of, which is a request later. */
    private static Figure firstLines(String runtime) {
        try (var stack = stack(runtime, 1)) {
            stack.up();
            var agent = stack.deploy("bench-first-line", firstLineCode());
            var samples = new Samples();
            var began = StageTimes.read(StageTimes.START, stack.metrics());
            for (var i = 0; i < WARM_UP + STARTS; i++) {
                stack.stop(agent);
                Waiting.nanos(REFILL_NANOS);
                var before = StageTimes.read(StageTimes.START, stack.metrics());
                began = i == WARM_UP ? before : began;
                stack.start(agent);
                Waiting.nanos(UNSEEN_NANOS);
                stack.awaitState(agent, "running");
                if (i >= WARM_UP) {
                    samples.addMillis(awaitEnd(stack, before).millisSince(before, FIRST_LINE_STAGES));
                }
            }
            return new Figure(
                    "claimed to the first line, %s, custom_agent.py, p95 of %d (p50 %.0f ms; %s)"
                            .formatted(
                                    runtime,
                                    samples.count(),
                                    samples.quantile(0.5),
                                    StageTimes.read(StageTimes.START, stack.metrics())
                                            .since(began)),
                    samples.quantile(0.95),
                    FIRST_LINE_LIMIT_MS,
                    "ms");
        }
    }

    /** The times once the last stage of the start is among them, which is a moment after the agent is seen to run. */
    private static StageTimes awaitEnd(BenchStack stack, StageTimes before) {
        var now = StageTimes.read(StageTimes.START, stack.metrics());
        while (now.count(FIRST_LINE_STAGES.getLast()) <= before.count(FIRST_LINE_STAGES.getLast())) {
            Waiting.nanos(LOOK_AGAIN_NANOS);
            now = StageTimes.read(StageTimes.START, stack.metrics());
        }
        return now;
    }

    private static List<Figure> manyAtOnce() {
        try (var stack = stack("bubblewrap", 0)) {
            stack.up();
            var before = StartupBenchmark.sandboxesKib();
            var code = code();
            var began = System.nanoTime();
            var agents = new ArrayList<String>();
            for (var i = 0; i < AT_ONCE; i++) {
                agents.add(stack.begin("bench-many-" + i, code));
            }
            agents.forEach(agent -> stack.awaitState(agent, "running"));
            var seconds = (System.nanoTime() - began) / 1e9;
            var each = (StartupBenchmark.sandboxesKib() - before) / MIB / AT_ONCE;
            return List.of(
                    new Figure(AT_ONCE + " agents deployed at once, all running", seconds, AT_ONCE_LIMIT_S, "s"),
                    new Figure("memory of an idle Python agent (PSS, its sandbox included)", each, 100, "MiB"));
        }
    }

    private static BenchStack stack(String runtime, int warm) {
        var environment = new HashMap<>(Map.of("SPM_AGENT_WARM_SANDBOXES", Integer.toString(warm)));
        if (runtime.equals("docker") && System.getenv("SPM_AGENT_IMAGE") == null) {
            environment.putAll(engine());
        }
        return new BenchStack(environment, List.of("--runtime", runtime));
    }

    /** Makes sure of an engine, and names the base image that agents' image is built from. */
    private static Map<String, String> engine() {
        try {
            var process = new ProcessBuilder("deploy/docker/engine")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("Docker can't run here");
            }
            return said.lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private static byte[] firstLineCode() {
        return (READY_IN_THE_FIRST_LINE + new String(code(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] code() {
        try {
            return Files.readAllBytes(Path.of("example-agents/python/custom_agent.py"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
