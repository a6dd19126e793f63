package io.aispm.benchmarks.guard;

import io.aispm.guard.TextKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Labelled texts that nothing was trained or tuned on: JSON lines, a file per source. */
final class EvaluationData {

    /** Where the folder with {@code eval/} is told. */
    static final String VARIABLE = "AISPM_GUARD_DATA";

    private static final Predicate<String> HAZARD = Pattern.compile("S\\d+").asMatchPredicate();

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EvaluationData() {}

    /**
     * A labelled text.
     *
     * @param hazards the codes, S1 to S15, that it was given; none where only harm is known
     * @param category what its authors call its kind; empty where they don't
     */
    record Row(String text, TextKind kind, boolean harmful, List<String> hazards, String category) {}

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
        var labels = json.get("labels").valueStream().map(JsonNode::asString).toList();
        return new Row(
                json.get("text").asString(),
                switch (json.path("kind").asString("prompt")) {
                    case "response" -> TextKind.REPLY;
                    case "document", "tool_output" -> TextKind.TOOL_RESULT;
                    default -> TextKind.PROMPT;
                },
                !labels.contains("safe"),
                labels.stream().filter(HAZARD).toList(),
                json.path("cat").asString(""));
    }
}
