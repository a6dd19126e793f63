package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartRequestIT {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter said = new StringWriter();
    private final Progress progress = new Progress(new PrintWriter(said, true), Clock.systemUTC());

    @Test
    void isAnsweredWithNothingWhereAllWentWell() {
        var request = new RestartRequest(folder);
        request.ask();

        request.serve(() -> {}, progress);

        assertThat(request.isThere()).isFalse();
        assertThat(request.read()).isEmpty();
    }

    @Test
    void isAnsweredWithTheSentenceOfAFailureThatIsKnown() {
        var request = new RestartRequest(folder);
        request.ask();

        request.serve(
                () -> {
                    throw StackException.because("spm-mcp misses kafka");
                },
                progress);

        assertThat(request.read()).isEqualTo("spm-mcp misses kafka");
        assertThat(said.toString()).contains("spm-mcp misses kafka");
    }

    @Test
    void isAnsweredWhateverFails() {
        var request = new RestartRequest(folder);
        request.ask();

        request.serve(
                () -> {
                    throw new IllegalStateException("no such luck");
                },
                progress);

        assertThat(request.isThere()).isFalse();
        assertThat(request.read()).startsWith("Unexpected: ").contains("no such luck");
    }

    @Test
    void doesNotEndWhoServesWhereTheAnswerCanNotBeWritten() throws IOException {
        var request = new RestartRequest(folder);
        request.ask();
        Files.createDirectory(folder.resolve("restart.answer"));

        assertThatCode(() -> request.serve(() -> {}, progress)).doesNotThrowAnyException();

        assertThat(said.toString()).contains("can't be written");
    }

    @Test
    void isNotServedBeforeItIsMade() {
        new RestartRequest(folder)
                .serve(
                        () -> {
                            throw new AssertionError("nobody asked");
                        },
                        progress);
    }
}
