package io.aispm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How fast lineage is kept, asked and shown: events from the topic into the table beside a bare copy of the same rows,
 * each kind of question among {@code BENCH_LINEAGE_ROWS} events (10,000,000), and an event's way to a reader.
 */
final class LineageBenchmark implements Benchmarks.Benchmark {

    private static final int KEPT = number("BENCH_LINEAGE_EVENTS", 300_000);
    private static final long ROWS = number("BENCH_LINEAGE_ROWS", 10_000_000);
    private static final int ASKED = 400;
    private static final int SHOWN = 500;
    private static final long BETWEEN_SHOWN_NANOS = 20_000_000;

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        stack.up();
        try (var table = new LineageTable(stack);
                var topic = new LineageTopic(stack)) {
            figures.accept(shown(stack, topic));
            kept(table, topic).forEach(figures);
            System.err.println("# generating " + ROWS + " rows");
            table.fill(ROWS);
            asked(stack, table).forEach(figures);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** From the moment an event is sent until its row has been read, 50 a second. */
    private static Figure shown(BenchStack stack, LineageTopic topic) {
        var agent = stack.register("bench-feed", "async def main():\n    pass\n".getBytes(StandardCharsets.UTF_8));
        var samples = new Samples();
        var sender = new Thread(() -> {
            for (var n = 0; n < SHOWN; n++) {
                topic.sendTo(agent);
                Waiting.nanos(BETWEEN_SHOWN_NANOS);
            }
        });
        stack.stream("/api/spm/agents/" + agent + "/activity/stream", line -> {
            if (line.startsWith(":") && sender.getState() == Thread.State.NEW) {
                sender.start();
            }
            if (line.startsWith("id: ")) {
                topic.sentAt(line.substring("id: ".length())).ifPresent(at -> samples.addNanos(System.nanoTime() - at));
            }
            return samples.count() < SHOWN;
        });
        return new Figure(
                "event sent to row read in the stream, p95 of %d (p50 %.1f ms)"
                        .formatted(samples.count(), samples.quantile(0.5)),
                samples.quantile(0.95),
                500,
                "ms");
    }

    /** The same events first copied by one statement into a table like the real one, then sent through the topic. */
    private static List<Figure> kept(LineageTable table, LineageTopic topic) throws SQLException {
        topic.warmUp();
        var events = topic.make(KEPT);
        var bare = KEPT / table.secondsToCopy(events);
        var began = System.nanoTime();
        topic.sendAndAwait(events);
        var kept = KEPT / ((System.nanoTime() - began) / 1e9);
        return List.of(
                Figure.atLeast(
                        "events kept a second, sent at once with the reader running, " + KEPT, kept, 10_000, "/s"),
                new Figure("bare copy of the same rows, times as fast (%.0f/s)".formatted(bare), bare / kept, 2, "x"));
    }

    private static List<Figure> asked(BenchStack stack, LineageTable table) throws SQLException {
        var questions = new LineageQuestions(stack, table);
        var figures = new ArrayList<Figure>();
        for (var kind : LineageQuestions.Kind.values()) {
            questions.ask(kind, ASKED / 4);
            var samples = questions.ask(kind, ASKED);
            figures.add(new Figure(
                    "%s among %,d events, p95 of %d (p50 %.1f ms)"
                            .formatted(kind.words(), table.count(), samples.count(), samples.quantile(0.5)),
                    samples.quantile(0.95),
                    50,
                    "ms"));
        }
        return figures;
    }

    private static int number(String variable, int usual) {
        return Optional.ofNullable(System.getenv(variable))
                .map(Integer::parseInt)
                .orElse(usual);
    }
}
