package io.aispm.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Python that agents can run with: the one of SPM_AGENT_PYTHON, else a virtual environment made once under target. */
public final class AgentPython {

    private static final Path SDK = Path.of("agent-runtime-sdk", "python");

    private static @Nullable String made;

    private AgentPython() {}

    /** The interpreter's path; its environment has the SDK of this checkout. */
    public static synchronized String executable() {
        var present = made;
        if (present == null) {
            present = Optional.ofNullable(System.getenv("SPM_AGENT_PYTHON")).orElseGet(AgentPython::make);
            made = present;
        }
        return present;
    }

    private static String make() {
        var folder = Path.of("target", "agent-python").toAbsolutePath();
        var sdk = sdk().toString();
        try {
            if (!Files.exists(folder.resolve("bin/python"))) {
                run(List.of("python3", "-m", "venv", folder.toString()));
            }
            // Always again: the SDK may have changed since.
            run(List.of(folder + "/bin/pip", "install", "--quiet", "--force-reinstall", "--no-deps", sdk));
            run(List.of(folder + "/bin/pip", "install", "--quiet", sdk));
            return folder.resolve("bin/python").toString();
        } catch (IOException failure) {
            throw new IllegalStateException("no Python for agents could be made", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Modules lie at different depths below the project's root. */
    private static Path sdk() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(SDK))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no folder " + SDK + " above this one"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("failed: " + command);
        }
    }
}
