package io.aispm.benchmarks;

import io.aispm.benchmarks.guard.GuardBenchmark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Runs benchmarks by name, or all of them, and prints each figure beside its limit. Ends with 1 where one is missed. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Arguments: the names of benchmarks; none for all. */
    public static void main(String[] names) {
        var all = new LinkedHashMap<String, Benchmark>();
        all.put("startup", new StartupBenchmark());
        all.put("deploy", new DeployBenchmark());
        all.put("start", new StartBenchmark());
        all.put("turn", new TurnBenchmark());
        all.put("gateway", new GatewayBenchmark());
        all.put("lineage", new LineageBenchmark());
        all.put("policy", new PolicyBenchmark());
        all.put("ui", new UiBenchmark());
        all.put("guard", (_, figures) -> GuardBenchmark.run().forEach(figures));
        if (List.of(names).contains("--help")) {
            System.out.println("./aispm bench [NAME...]   measures all, or these: " + String.join(", ", all.keySet()));
            return;
        }
        var unknown =
                List.of(names).stream().filter(name -> !all.containsKey(name)).findFirst();
        if (unknown.isPresent()) {
            System.err.println("No benchmark '" + unknown.get() + "'; there are: " + String.join(", ", all.keySet()));
            System.exit(2);
        }
        if (names.length > 0) {
            all.keySet().retainAll(List.of(names));
        }
        System.exit(run(all) ? 0 : 1);
    }

    private static boolean run(Map<String, Benchmark> wanted) {
        var met = new AtomicBoolean(true);
        try (var stack = new BenchStack()) {
            for (var benchmark : wanted.entrySet()) {
                System.err.println("# " + benchmark.getKey());
                benchmark.getValue().run(stack, figure -> {
                    System.out.println(figure);
                    met.compareAndSet(true, figure.isMet());
                });
            }
        }
        return met.get();
    }

    /** Something that can be measured on a running stack. */
    interface Benchmark {

        /** Measures it, and tells each figure as soon as it is known: the next may take minutes, or fail. */
        void run(BenchStack stack, Consumer<Figure> figures);
    }
}
