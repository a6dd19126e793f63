package io.aispm.stack.command;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.supervise.StackState;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stack of this machine is meant. */
final class StackOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where the stack keeps its data (default: $AISPM_DATA_DIR, else ~/.aispm)")
    private @Nullable Path dataFolder;

    Folders folders() {
        var project = Path.of(System.getProperty("aispm.project", ""));
        var cache = Optional.ofNullable(System.getProperty("aispm.cache"))
                .map(Path::of)
                .orElseGet(() -> home().resolve(".cache").resolve("aispm"));
        return new Folders(project, cache, data());
    }

    private Path data() {
        if (dataFolder != null) {
            return dataFolder;
        }
        var named = System.getenv().getOrDefault("AISPM_DATA_DIR", "");
        return named.isBlank() ? home().resolve(".aispm") : Path.of(named);
    }

    /** The shell's word counts: the JVM's own property ignores HOME. */
    private static Path home() {
        return Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
    }

    StackKeys keys() {
        return new StackKeys(folders());
    }

    Optional<StackState> running() {
        return StackState.ofRunning(folders().data());
    }

    StackState requireRunning() {
        return running().orElseThrow(StackException::notRunning);
    }
}
