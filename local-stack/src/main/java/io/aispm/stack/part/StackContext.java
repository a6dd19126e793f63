package io.aispm.stack.part;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.Shell;
import java.nio.file.Path;

/** What every part of one stack needs to know. */
public record StackContext(Folders folders, Ports ports, StackKeys keys, Progress progress) {

    /** Where sandboxes have their sockets: short, because a socket's path may have 107 characters only. */
    public Path agentRunFolder() {
        return Path.of(
                "/tmp",
                "aispm-%d-%08x"
                        .formatted(Shell.userId(), folders.data().toString().hashCode()));
    }

    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
