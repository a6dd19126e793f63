package io.aispm.api.agent.runtime.bubblewrap;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** The folder that the sandbox sees as its agent's, if one was claimed. It was made before the start and stays where it is. */
    Optional<Path> inside() {
        try {
            return Optional.of(Files.readSymbolicLink(link()));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private Path link() {
        return folder.resolve("code");
    }

    /** The copy of the code, whichever kind it is of. */
    Path code() {
        var jar = link().resolve(CodeKind.JAVA.file());
        return Files.exists(jar) ? jar : link().resolve(CodeKind.PYTHON.file());
    }

    /** What the code was when it was put here. */
    Path sha256() {
        return folder.resolve("code.sha256");
    }

    /** The keys of the package sets that the sandbox sees, a line each. */
    Path packages() {
        return folder.resolve("packages.txt");
    }

    Path record() {
        return folder.resolve("record.json");
    }

    Path exit() {
        return folder.resolve("exit.json");
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

    /** Makes the copy of the code that the sandbox runs, in the folder that it sees. */
    void putCode(Path inside, AgentCode code) throws IOException {
        Files.createSymbolicLink(link(), inside);
        RunFolder.openFile(link().resolve(code.kind().file()), code.content());
        Files.writeString(sha256(), code.sha256());
    }

    /** Whether the copy of the code is as it was put here. */
    boolean isCodeIntact() {
        try {
            var copy = new AgentCode(CodeKind.PYTHON, "agent.py", Files.readAllBytes(code()), null);
            return copy.sha256().equals(Files.readString(sha256()).strip());
        } catch (IOException missing) {
            return false;
        }
    }

    /** The package sets that the sandbox sees. */
    List<String> packageKeys() {
        try {
            return Files.readAllLines(packages());
        } catch (IOException none) {
            return List.of();
        }
    }

    /** Removes all of it. */
    void delete() throws IOException {
        var inside = inside();
        if (inside.isPresent()) {
            RunFolder.delete(inside.get());
        }
        RunFolder.delete(folder);
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), type));
        } catch (IOException | JacksonException absent) {
            return Optional.empty();
        }
    }
}
