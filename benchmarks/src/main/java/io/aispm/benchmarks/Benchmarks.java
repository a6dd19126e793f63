package io.aispm.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs benchmarks by name, or all of them, and prints each figure beside its limit. Ends with 1 where one is missed. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Arguments: the names of benchmarks; none for all. */
    public static void main(String[] names) {
        var all = new LinkedHashMap<String, Benchmark>();
        all.put("startup", new StartupBenchmark());
        all.put("deploy", new DeployBenchmark());
        all.put("turn", new TurnBenchmark());
        var wanted = names.length == 0 ? List.copyOf(all.keySet()) : List.of(names);
        for (var name : wanted) {
            if (!all.containsKey(name)) {
                System.err.println("No benchmark '" + name + "'; there are: " + String.join(", ", all.keySet()));
                System.exit(2);
            }
        }
        System.exit(run(all, wanted) ? 0 : 1);
    }

    private static boolean run(Map<String, Benchmark> all, List<String> wanted) {
        var met = true;
        try (var stack = new BenchStack()) {
            for (var name : wanted) {
                System.err.println("# " + name);
                for (var figure : all.get(name).run(stack)) {
                    System.out.println(figure);
                    met &= figure.isMet();
                }
            }
        }
        return met;
    }

    /** Something that can be measured on a running stack. */
    interface Benchmark {

        /** Measures it. */
        List<Figure> run(BenchStack stack);
    }
}
