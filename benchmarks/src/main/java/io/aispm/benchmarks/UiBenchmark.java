package io.aispm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a person waits for the admin UI, in a browser, with a thousand agents and five thousand rows of activity, all
 * loaded: from the press of a key or button to the next drawing. {@code admin-ui/e2e/speed.spec.ts} is what the person does.
 */
final class UiBenchmark implements Benchmarks.Benchmark {

    private static final int AGENTS = 1_000;
    private static final int ROWS = 5_000;

    /** Each upload is validated in a sandbox; more at once would wait for each other. */
    private static final int AT_ONCE = 4;

    private static final byte[] CODE = "async def main():\n    pass\n".getBytes(StandardCharsets.UTF_8);

    @Override
    public void run(BenchStack stack, Consumer<Figure> figures) {
        stack.up();
        System.err.println("# registering " + AGENTS + " agents");
        var busy = register(stack).getLast();
        try (var topic = new LineageTopic(stack)) {
            topic.sendAndAwait(busy, ROWS);
        }
        for (var figure : browse(stack.signInLink(), busy)) {
            figures.accept(new Figure(
                    figure.path("what").asString(),
                    figure.path("value").asDouble(),
                    figure.path("limit").asDouble(),
                    figure.path("unit").asString()));
        }
    }

    private static List<String> register(BenchStack stack) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var uploads = IntStream.range(0, AGENTS)
                    .<Callable<String>>mapToObj(n -> () -> stack.register("bench-ui-%04d".formatted(n), CODE))
                    .toList();
            var ids = new ArrayList<String>();
            for (Future<String> upload : threads.invokeAll(uploads)) {
                ids.add(upload.get());
            }
            return ids;
        } catch (ExecutionException refused) {
            throw new IllegalStateException("an agent was not registered", refused);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static JsonNode browse(String link, String busy) {
        try {
            var told = Files.createTempFile("aispm-bench-ui", ".json");
            var browser =
                    new ProcessBuilder("sh", "-c", "exec npm --prefix admin-ui run --silent e2e:speed >&2").inheritIO();
            browser.environment().put("AISPM_UI_URL", link);
            browser.environment().put("AISPM_UI_AGENT", busy);
            browser.environment().put("AISPM_UI_FIGURES", told.toString());
            if (browser.start().waitFor() != 0) {
                throw new IllegalStateException("not everything in the browser went as it should");
            }
            var figures = new JsonMapper().readTree(Files.readString(told));
            Files.delete(told);
            return figures;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", stopped);
    }
}
