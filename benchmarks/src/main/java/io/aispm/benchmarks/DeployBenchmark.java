package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** How long an upload of the example agent takes from the POST to {@code running}. */
final class DeployBenchmark implements Benchmarks.Benchmark {

    private static final int WARM_UP = 3;
    private static final int DEPLOYS = 30;

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        stack.up();
        var code = code();
        var samples = new Samples();
        for (var i = 0; i < WARM_UP + DEPLOYS; i++) {
            var began = System.nanoTime();
            var agent = stack.deploy("bench-deploy-" + i, code);
            if (i >= WARM_UP) {
                samples.addNanos(System.nanoTime() - began);
            }
            stack.delete(agent);
        }
        figures.accept(new Figure(
                "deploy to running, custom_agent.py, p95 of " + samples.count(), samples.quantile(0.95), 2_000, "ms"));
    }

    private static byte[] code() {
        try {
            return Files.readAllBytes(Path.of("example-agents/python/custom_agent.py"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
