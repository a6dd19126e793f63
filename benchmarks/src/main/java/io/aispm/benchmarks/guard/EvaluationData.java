package io.aispm.benchmarks.guard;

import io.aispm.guard.TextKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Labelled texts that nothing was trained or tuned on: JSON lines, a file per source. */
final class EvaluationData {

    /** Where the folder with {@code eval/} is told. */
    static final String VARIABLE = "AISPM_GUARD_DATA";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EvaluationData() {}

    /** A labelled text. */
    record Row(String text, TextKind kind, boolean harmful) {}

    /**
     * The rows by source.
     *
     * @throws IllegalStateException where the folder is not told or not there
     */
    static SortedMap<String, List<Row>> read() {
        var told = System.getenv(VARIABLE);
        if (told == null || told.isBlank()) {
            throw new IllegalStateException(
                    "Set " + VARIABLE + " to the folder that holds the guard's data (eval/*.jsonl); "
                            + "what belongs in it stands in spm-guard/training/manifest.json.");
        }
        var folder = Path.of(told).resolve("eval");
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no folder " + folder + ".");
        }
        try (var files = Files.list(folder)) {
            var bySource = new TreeMap<String, List<Row>>();
            files.filter(file -> file.toString().endsWith(".jsonl"))
                    .forEach(file -> bySource.put(file.getFileName().toString().replace(".jsonl", ""), rows(file)));
            return bySource;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Row> rows(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank())
                    .map(EvaluationData::row)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row row(String line) {
        var json = JSON.readTree(line);
        return new Row(
                json.get("text").asString(),
                switch (json.path("kind").asString("prompt")) {
                    case "response" -> TextKind.REPLY;
                    case "document", "tool_output" -> TextKind.TOOL_RESULT;
                    default -> TextKind.PROMPT;
                },
                !json.get("labels").get(0).asString().equals("safe"));
    }
}
