package io.aispm.stack.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Makes class archives in the background, two at a time, until it is ended: its processes do not outlive the stack. */
final class Learning {

    private static final int AT_ONCE = 2;

    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private volatile boolean ended;

    /** Makes them all; false where it was ended before. */
    boolean make(List<ClassArchive> archives) {
        try (var workers = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().factory())) {
            archives.forEach(archive -> workers.execute(() -> archive.make(this::run)));
        }
        return !ended;
    }

    /** Ends what is being made and begins no more. */
    void end() {
        ended = true;
        processes.forEach(Process::destroyForcibly);
    }

    private boolean run(List<String> command) {
        if (ended) {
            return false;
        }
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            processes.add(process);
            if (ended) {
                process.destroyForcibly();
            }
            try {
                return process.waitFor() == 0;
            } finally {
                processes.remove(process);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
