package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.LogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what keepers wrote of an agent's output: the current page and the one before it. */
record LogPages(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    Path current() {
        return folder.resolve("log.jsonl");
    }

    List<LogLine> tail(int most) {
        if (most <= 0) {
            return List.of();
        }
        var lines = lines(current());
        if (lines.size() < most) {
            var all = lines(folder.resolve("log.1.jsonl"));
            all.addAll(lines);
            lines = all;
        }
        return lines.subList(Math.max(0, lines.size() - most), lines.size()).stream()
                .flatMap(line -> read(line).stream())
                .toList();
    }

    private static Optional<LogLine> read(String line) {
        try {
            return Optional.of(JSON.readValue(line, LogLine.class));
        } catch (JacksonException halfWritten) {
            return Optional.empty();
        }
    }

    private static List<String> lines(Path page) {
        try {
            var text = new String(Files.readAllBytes(page), StandardCharsets.UTF_8);
            return new ArrayList<>(text.lines().toList());
        } catch (IOException absent) {
            return new ArrayList<>();
        }
    }
}
