package io.aispm.stack.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.stack.machine.HastyClock;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.supervise.StackState;
import io.aispm.stack.supervise.StackState.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A running stack whose supervisor, which is this process, does as the test wants. */
@Timeout(60)
class DetachedStackIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void doesNotWaitForEverForAStackThatNeverGetsUp() {
        var starting = running(Phase.STARTING);

        assertThatThrownBy(() -> detached(Duration.ofMinutes(4)).refresh(starting))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("still starting");
    }

    @Test
    void doesNotWaitForEverForAnAnswer() {
        var up = running(Phase.UP);

        assertThatThrownBy(() -> detached(Duration.ofMinutes(4)).refresh(up))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void failsWhereTheStackMissesSomething() throws InterruptedException {
        var up = running(Phase.UP);
        var request = new RestartRequest(folder);
        var supervisor = Thread.ofPlatform().start(() -> {
            Awaitility.await().until(request::isThere);
            request.serve(
                    () -> {
                        throw StackException.because("spm-api misses opa");
                    },
                    progress(Duration.ZERO));
        });

        assertThatThrownBy(() -> detached(Duration.ZERO).refresh(up))
                .isInstanceOf(StackException.class)
                .hasMessage("spm-api misses opa");

        supervisor.join();
        assertThat(request.isThere()).isFalse();
    }

    private StackState running(Phase phase) {
        var mark = StackState.Mark.of(ProcessHandle.current().pid(), "");
        var state = new StackState(phase, mark, 0, "bubblewrap", false, Map.of());
        state.write(folder);
        return state;
    }

    private DetachedStack detached(Duration step) {
        var options = CommandLine.populateCommand(new StackOptions(), "--data-dir", folder.toString());
        return new DetachedStack(options, progress(step));
    }

    private static Progress progress(Duration step) {
        return new Progress(new PrintWriter(new StringWriter(), true), new HastyClock(step));
    }
}
