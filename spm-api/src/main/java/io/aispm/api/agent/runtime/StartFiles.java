package io.aispm.api.agent.runtime;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What one start leaves on disk, by which it is found again. */
record StartFiles(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();

    /** What the keeper noted when the sandbox was there. */
    record Note(
            long pid,
            long started,
            long inside,
            @JsonProperty("inside_started") long insideStarted,
            String limits) {

        ProcessIdentity keeper() {
            return new ProcessIdentity(pid, started);
        }

        ProcessIdentity first() {
            return new ProcessIdentity(inside, insideStarted);
        }
    }

    Path code() {
        return folder.resolve("agent.py");
    }

    Path record() {
        return folder.resolve("record.json");
    }

    Path exit() {
        return folder.resolve("exit.json");
    }

    Path notes() {
        return folder.resolve("keeper.log");
    }

    Optional<Note> note() {
        return read(record(), Note.class);
    }

    Optional<Exit> ended() {
        return read(exit(), Exit.class);
    }

    boolean isAlive() {
        return !Files.exists(exit())
                && note().map(Note::keeper).filter(ProcessIdentity::isAlive).isPresent();
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (IOException | JacksonException absent) {
            return Optional.empty();
        }
    }
}
