package io.aispm.benchmarks.guard;

import io.aispm.guard.GuardModel;
import io.aispm.guard.TextKind;
import io.aispm.guard.classifier.TextClassifier;
import io.aispm.guard.embedded.EmbeddedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How fast the embedded guard is in a process of its own that has so many cores and a heap as small as a service's.
 * {@link GuardSpeedRun} starts it and reads what it prints: a name, a space and a number on each line.
 */
final class GuardSpeed {

    static final int A_SECOND = 40;
    static final int AT_ONCE = 16;

    private static final int WARM_UP = 300;
    private static final int ALONE = 500;
    private static final int ARRIVING = 1_000;
    private static final int PROMPTS = 3_000;

    /** Pieces that fill a window; with its two marks it has 256. */
    private static final int PIECES = 254;

    /** Each is one piece of the vocabulary. */
    private static final List<String> WORDS = List.of(
            "the", "house", "river", "music", "paper", "winter", "garden", "number", "story", "market", "window",
            "travel", "small", "green", "early", "read", "walk", "under", "between", "morning", "coffee", "light");

    private final GuardModel model = EmbeddedModel.standard();

    private GuardSpeed() {}

    /** Measures with as many cores as there are: one core's times, or what several get through. */
    public static void main(String[] arguments) {
        var speed = new GuardSpeed();
        if (Runtime.getRuntime().availableProcessors() == 1) {
            speed.oneCore();
        } else {
            speed.severalCores();
        }
        System.out.println("megabytes " + highestMemory());
    }

    private void oneCore() {
        var texts = fullWindows(WARM_UP + ALONE + ARRIVING);
        texts.subList(0, WARM_UP).forEach(this::judge);
        tell("alone", alone(texts.subList(WARM_UP, WARM_UP + ALONE)));
        tell("arriving", arriving(texts.subList(WARM_UP + ALONE, texts.size())));
    }

    private void severalCores() {
        var prompts = EvaluationData.read().values().stream()
                .flatMap(List::stream)
                .filter(row -> row.kind() == TextKind.PROMPT)
                .map(EvaluationData.Row::text)
                .collect(Collectors.toList());
        Collections.shuffle(prompts, new Random(1));
        throughput(prompts.subList(0, WARM_UP));
        System.out.println("prompts " + throughput(prompts.subList(WARM_UP, WARM_UP + PROMPTS)));
    }

    private double[] alone(List<String> texts) {
        return texts.stream().mapToDouble(this::judge).toArray();
    }

    /** Texts that come at random times, whether the ones before were judged or not; measured from when they were due. */
    private double[] arriving(List<String> texts) {
        var chance = new Random(2);
        var millis = new double[texts.size()];
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var due = System.nanoTime();
            for (var index = 0; index < millis.length; index++) {
                due += (long) (-Math.log(1 - chance.nextDouble()) / A_SECOND * 1e9);
                for (var early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                var at = index;
                var since = due;
                threads.execute(() -> {
                    judge(texts.get(at));
                    millis[at] = (System.nanoTime() - since) / 1e6;
                });
            }
        }
        return millis;
    }

    /** Prompts a second, with so many turns at once. */
    private double throughput(List<String> prompts) {
        var began = System.nanoTime();
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            prompts.forEach(prompt -> threads.execute(() -> judge(prompt)));
        }
        return prompts.size() / ((System.nanoTime() - began) / 1e9);
    }

    private double judge(String text) {
        var began = System.nanoTime();
        model.judge(TextKind.PROMPT, text);
        return (System.nanoTime() - began) / 1e6;
    }

    private static List<String> fullWindows(int count) {
        var classifier = TextClassifier.load();
        for (var word : WORDS) {
            if (!classifier.knows(word)) {
                throw new IllegalStateException("'" + word + "' is not one piece, so the texts would be longer.");
            }
        }
        var chance = new Random(1);
        return Stream.generate(() -> chance.ints(PIECES, 0, WORDS.size())
                        .mapToObj(WORDS::get)
                        .collect(Collectors.joining(" ")))
                .limit(count)
                .toList();
    }

    private static void tell(String name, double[] millis) {
        var sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.println(name + ".p50 " + sorted[sorted.length / 2]);
        System.out.println(name + ".p99 " + sorted[(int) Math.ceil(0.99 * sorted.length) - 1]);
    }

    /** The most memory that this process ever had, in millions of bytes; 0 where the system doesn't say. */
    private static double highestMemory() {
        var status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024 / 1e6)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
