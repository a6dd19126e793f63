package io.aispm.stack.command;

import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
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

    /**
     * Carries out what is asked for, if anything is. Nothing that goes wrong ends who serves: it is said, and is the
     * answer.
     */
    void serve(Runnable restart, Progress progress) {
        if (!isThere()) {
            return;
        }
        try {
            var outcome = outcomeOf(restart);
            if (!outcome.isEmpty()) {
                progress.say(outcome);
            }
            answer(outcome);
        } catch (UncheckedIOException unwritten) {
            progress.say("The answer can't be written: " + unwritten.getMessage());
        }
    }

    private static String outcomeOf(Runnable restart) {
        try {
            restart.run();
            return "";
        } catch (StackException known) {
            return known.sentence();
        } catch (RuntimeException unexpected) {
            return "Unexpected: " + unexpected;
        }
    }

    /** An empty answer means that it was done. */
    private void answer(String sentence) {
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
