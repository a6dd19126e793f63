package io.aispm.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter said = new StringWriter();
    private final List<String> launched = new CopyOnWriteArrayList<>();
    private final List<Running> processes = new CopyOnWriteArrayList<>();
    private Supervisor supervisor = supervise();

    private Supervisor supervise(Part... parts) {
        var progress = new Progress(new PrintWriter(said, true), Clock.systemUTC());
        supervisor = new Supervisor(List.of(parts), folder, progress, (name, running) -> {
            launched.add(name);
            processes.add(running);
        });
        return supervisor;
    }

    @AfterEach
    void stop() {
        supervisor.stop(Set.of("first", "second"));
        assertThat(processes).noneMatch(Running::isAlive);
    }

    @Test
    void startsAPartWhenWhatItNeedsIsReady() {
        supervise(part("second", "echo ready; exec sleep 60", "first"), part("first", "echo ready; exec sleep 60"))
                .start();

        assertThat(launched).containsExactly("first", "second");
    }

    @Test
    void startsAgainWhatDies() {
        supervise(part("first", "echo ready; exec sleep 60")).start();
        var first = processes.getFirst();

        ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);

        await().until(() -> processes.size() == 2 && processes.getLast().hasSaid("ready"));
        assertThat(said.toString()).contains("first died (exit code 137)");
    }

    @Test
    void restartsWhatItIsAskedTo() {
        supervise(part("first", "echo ready; exec sleep 60")).start();

        supervisor.restart(Set.of("first"));

        assertThat(processes).hasSize(2);
        assertThat(processes.getFirst().isAlive()).isFalse();
        assertThat(said.toString()).doesNotContain("died");
    }

    @Test
    @Timeout(60)
    void saysWhyAPartDoesNotComeBackFromARestart() {
        supervise(part(
                        "first",
                        "[ -e '%1$s' ] && exit 3; touch '%1$s'; echo ready; exec sleep 60"
                                .formatted(folder.resolve("again"))))
                .start();

        assertThatThrownBy(() -> supervisor.restart(Set.of("first")))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("exit code 3");
    }

    @Test
    void saysWhyAPartDidNotStart() {
        supervise(part("first", "echo no luck today; exit 3"));

        assertThatThrownBy(() -> supervisor.start())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("no luck today");
    }

    private static Part part(String name, String script, String... needs) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> needs() {
                return List.of(needs);
            }

            @Override
            public Launch launch() {
                return new Launch(List.of("sh", "-c", script), Map.of());
            }

            @Override
            public boolean isReady(Running running) {
                return running.hasSaid("ready");
            }
        };
    }
}
