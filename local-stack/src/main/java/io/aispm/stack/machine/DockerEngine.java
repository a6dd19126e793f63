package io.aispm.stack.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Docker engine of this machine, asked with its own command. */
public final class DockerEngine {

    private static final String DEFAULT_IMAGE = "aispm/agent-runtime";

    private DockerEngine() {}

    /** The image that agents run in. */
    public static String image() {
        return Optional.ofNullable(System.getenv("SPM_AGENT_IMAGE")).orElse(DEFAULT_IMAGE);
    }

    /** Whether an engine answers. */
    public static boolean answers() {
        return Shell.run("docker", "version", "--format", "{{.Server.Version}}").succeeded();
    }

    /** Makes sure that agents can run in containers: an engine that answers and the image, which is built if it is missing. */
    public static void require(Folders folders, Progress progress) {
        if (!answers()) {
            throw StackException.because("No Docker engine answers here; start one, or use --runtime bubblewrap");
        }
        if (Shell.run("docker", "image", "inspect", image()).succeeded()) {
            return;
        }
        var since = progress.now();
        var build = folders.project().resolve("agent-runtime-sdk/image/build");
        var outcome = Shell.run(build.toString(), image());
        if (!outcome.succeeded()) {
            throw StackException.because("The image %s that agents run in could not be built: %s. %s says what it needs"
                    .formatted(image(), outcome.lastLine(), build));
        }
        progress.ready("agents' image", since, image());
    }

    /** Removes the containers of a stack that run, and those that wait for an agent. */
    public static void endContainers(String owner) {
        var found = Shell.run("docker", "ps", "--quiet", "--filter", "label=io.aispm.owner=" + owner);
        var ids = found.output().lines().filter(line -> !line.isBlank()).toList();
        if (found.succeeded() && !ids.isEmpty()) {
            var command = new ArrayList<>(List.of("docker", "rm", "--force", "--volumes"));
            command.addAll(ids);
            Shell.run(command, Map.of());
        }
    }
}
