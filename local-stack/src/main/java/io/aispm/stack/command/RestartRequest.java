package io.aispm.stack.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How another command asks the supervisor to restart what was built anew: a file, and a file with the answer. */
final class RestartRequest {

    private final Path request;
    private final Path answer;

    RestartRequest(Path data) {
        this.request = data.resolve("restart.request");
        this.answer = data.resolve("restart.answer");
    }

    void ask() {
        try {
            Files.deleteIfExists(answer);
            Files.writeString(request, "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean isThere() {
        return Files.exists(request);
    }

    /** An empty answer means that it was done. */
    void answer(String sentence) {
        try {
            Files.writeString(answer, sentence);
            Files.deleteIfExists(request);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String read() {
        try {
            return Files.exists(answer) ? Files.readString(answer) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
