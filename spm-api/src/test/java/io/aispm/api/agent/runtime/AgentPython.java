package io.aispm.api.agent.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Python that agents can run with: the one of SPM_AGENT_PYTHON, else a virtual environment made once under target. */
public final class AgentPython {

    private static @Nullable String made;

    private AgentPython() {}

    public static synchronized String executable() throws IOException, InterruptedException {
        if (made == null) {
            made = Optional.ofNullable(System.getenv("SPM_AGENT_PYTHON")).orElseGet(AgentPython::make);
        }
        return made;
    }

    private static String make() {
        var folder = Path.of("target", "agent-python").toAbsolutePath();
        var sdk = Path.of("..", "agent-runtime-sdk", "python").toAbsolutePath().normalize();
        try {
            if (!Files.exists(folder.resolve("bin/python"))) {
                run(List.of("python3", "-m", "venv", folder.toString()));
            }
            // Always again: the SDK may have changed since.
            run(List.of(folder + "/bin/pip", "install", "--quiet", "--force-reinstall", "--no-deps", sdk.toString()));
            run(List.of(folder + "/bin/pip", "install", "--quiet", sdk.toString()));
            return folder.resolve("bin/python").toString();
        } catch (IOException failure) {
            throw new IllegalStateException("no Python for agents could be made", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("failed: " + command);
        }
    }
}
