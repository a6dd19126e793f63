package io.aispm.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isFoundWhileItsSupervisorLives() {
        var mark = StackState.Mark.of(ProcessHandle.current().pid(), "");
        var state = new StackState(StackState.Phase.UP, mark, 7, "bubblewrap", true, Map.of("kafka", mark));

        state.write(folder);

        assertThat(StackState.ofRunning(folder)).contains(state);
    }

    @Test
    void isNotMistakenForALaterProcessWithTheSameNumber() {
        var another = new StackState.Mark(ProcessHandle.current().pid(), 1, "");

        new StackState(StackState.Phase.UP, another, 0, "bubblewrap", true, Map.of()).write(folder);

        assertThat(StackState.ofRunning(folder)).isEmpty();
        assertThat(StackState.read(folder)).isPresent();
    }

    @Test
    void isNothingWhenItCannotBeRead() throws IOException {
        Files.writeString(StackState.file(folder), "{half");

        assertThat(StackState.read(folder)).isEmpty();
    }
}
