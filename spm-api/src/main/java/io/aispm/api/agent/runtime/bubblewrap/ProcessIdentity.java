package io.aispm.api.agent.runtime.bubblewrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process by its pid and the moment it began in the kernel's ticks, so that another one with the same pid is not taken for it. */
record ProcessIdentity(long pid, long started) {

    private static final int STATE = 0;
    private static final int STARTED = 19;

    boolean isAlive() {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", STARTED + 2);
            var state = fields[STATE];
            return Long.parseLong(fields[STARTED]) == started && !state.equals("Z") && !state.equals("X");
        } catch (IOException gone) {
            return false;
        }
    }

    void ask() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
