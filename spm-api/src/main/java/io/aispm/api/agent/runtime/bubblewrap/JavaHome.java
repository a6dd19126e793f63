package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.JavaProgram;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.SandboxFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Java runtime of jar agents, as it lies on this host. */
record JavaHome(Path folder) {

    /** The one of a setting; the one that this process runs on if that is empty. */
    static JavaHome of(String setting) {
        var folder = Path.of(setting.isBlank() ? System.getProperty("java.home") : setting);
        return new JavaHome(folder.toAbsolutePath().normalize());
    }

    /** Whether jars can be run with it. */
    boolean isPresent() {
        return Files.isExecutable(folder.resolve("bin/java")) && Files.isReadable(folder.resolve("release"));
    }

    /** Whether it is the system's, and so is inside every sandbox as it is. */
    boolean isSystem() {
        return folder.startsWith("/usr");
    }

    /** Its folder inside a sandbox. */
    String inside() {
        return isSystem() ? folder.toString() : SandboxFolders.JAVA;
    }

    /** Bubblewrap's options that show it. */
    List<String> options() {
        return isPresent() && !isSystem() ? List.of("--ro-bind", folder.toString(), SandboxFolders.JAVA) : List.of();
    }

    /** A jar agent's JVM, up to where the jar adds how it is begun. */
    List<String> program(Limits limits) {
        return JavaProgram.of(inside() + "/bin/java", limits);
    }
}
