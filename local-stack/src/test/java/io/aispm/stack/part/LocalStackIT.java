package io.aispm.stack.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.AgentRuntimeKind;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.HastyClock;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.part.HealthProbe.Health;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import io.aispm.stack.supervise.StackState;
import io.aispm.stack.supervise.StackState.Phase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack of one part, whose services are as well as the test says. */
class LocalStackIT {

    private static final Health WELL = new Health("UP", List.of());

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, Health> ill = new ConcurrentHashMap<>();
    private final List<Phase> phases = new CopyOnWriteArrayList<>();
    private final AtomicReference<LocalStack> stack = new AtomicReference<>();

    private LocalStack stack() {
        return Objects.requireNonNull(stack.get());
    }

    @BeforeEach
    void start() throws IOException {
        var folders = new Folders(folder.resolve("project"), folder.resolve("cache"), folder.resolve("data"));
        Files.createDirectories(folders.logs());
        var ports = new Ports(0);
        var keys = new StackKeys(folders);
        var context = new StackContext(folders, ports, keys, AgentRuntimeKind.BUBBLEWRAP, progress(Clock.systemUTC()));
        stack.set(new LocalStack(
                context, new StackHealth(ports, progress(new HastyClock(Duration.ofSeconds(20))), url -> {
                    phases.add(phase());
                    return ill.getOrDefault(url, WELL);
                })));
    }

    private static Progress progress(Clock clock) {
        return new Progress(new PrintWriter(new StringWriter(), true), clock);
    }

    @AfterEach
    void stop() {
        var parts = state().parts().values();
        stack().stop();
        assertThat(parts).noneMatch(part -> part.handle().isPresent());
    }

    @Test
    void looksAtItsHealthThoughNothingIsStale() {
        stack().supervise(List.of(part("first")));
        stack().open();
        ill.put(Ports.url(new Ports(0).lineage()), new Health("UP", List.of("kafka")));

        assertThatThrownBy(() -> stack().restartStale())
                .isInstanceOf(StackException.class)
                .hasMessage("lineage-consumer misses kafka");

        assertThat(phases).containsOnly(Phase.UP);
        assertThat(phase()).isEqualTo(Phase.UP);
    }

    @Test
    void isStartingWhileItRestartsWhatIsStaleAndUpAgainWhereThatLeavesSomethingIll() throws IOException {
        built("spm-mcp");
        stack().supervise(List.of(part("spm-mcp")));
        stack().open();
        var before = state().parts().get("spm-mcp");
        ill.put(Ports.url(new Ports(0).mcp()), new Health("DOWN", List.of()));

        assertThatThrownBy(() -> stack().restartStale())
                .isInstanceOf(StackException.class)
                .hasMessage("spm-mcp misses its own health");

        assertThat(phases).containsOnly(Phase.STARTING);
        assertThat(phase()).isEqualTo(Phase.UP);
        assertThat(state().parts().get("spm-mcp")).isNotEqualTo(before);
    }

    private StackState state() {
        return StackState.read(folder.resolve("data")).orElseThrow();
    }

    private Phase phase() {
        return state().phase();
    }

    private void built(String module) throws IOException {
        var target = Files.createDirectories(
                folder.resolve("project").resolve(module).resolve("target"));
        try (var jar = new JarOutputStream(Files.newOutputStream(target.resolve(module + "-1.jar")))) {
            jar.putNextEntry(new ZipEntry("new"));
        }
    }

    private static Part part(String name) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Launch launch() {
                return new Launch(List.of("sh", "-c", "echo ready; exec sleep 60"), Map.of(), "an older one");
            }

            @Override
            public boolean isReady(Running running) {
                return running.hasSaid("ready");
            }
        };
    }
}
