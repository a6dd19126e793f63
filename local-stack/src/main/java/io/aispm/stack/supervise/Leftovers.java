package io.aispm.stack.supervise;

import io.aispm.stack.machine.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ends processes that outlived their supervisor, and the sandboxes of agents. */
public final class Leftovers {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long GLANCE_MILLIS = 50;

    private Leftovers() {}

    /** Ends what a supervisor that was killed left running. */
    public static void end(StackState state) {
        var alive = new ArrayList<ProcessHandle>();
        state.parts().values().forEach(process -> process.handle().ifPresent(alive::add));
        end(alive);
    }

    /** Ends every sandbox whose files lie under the folder. */
    public static void endSandboxes(Path runFolder) {
        var sandboxes = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("bwrap"))
                .filter(process -> mentions(process, runFolder))
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .distinct()
                .toList();
        end(sandboxes);
    }

    private static boolean mentions(ProcessHandle process, Path folder) {
        return process.info().commandLine().orElse("").contains(folder + "/");
    }

    private static void end(List<ProcessHandle> processes) {
        if (processes.isEmpty()) {
            return;
        }
        processes.forEach(process -> Shell.run("kill", "-TERM", Long.toString(process.pid())));
        var clock = InstantSource.system();
        Instant limit = clock.instant().plus(GRACE);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)
                && clock.instant().isBefore(limit)) {
            pause();
        }
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE_MILLIS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
