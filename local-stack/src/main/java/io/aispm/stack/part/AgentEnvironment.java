package io.aispm.stack.part;

import io.aispm.stack.machine.Bubblewrap;
import io.aispm.stack.machine.DockerEngine;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.OpaBinary;
import io.aispm.stack.machine.PythonEnvironment;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What spm-api needs for running agents: prepared beside everything else, once for a start of the stack. */
public final class AgentEnvironment {

    private static final String WARM = "1";

    private final StackContext context;
    private final CompletableFuture<Path> python;
    private final CompletableFuture<Path> opa;
    private final CompletableFuture<Boolean> sandboxes;
    private final AtomicBoolean first = new AtomicBoolean(true);

    public AgentEnvironment(StackContext context) {
        this.context = context;
        var folders = context.folders();
        var progress = context.progress();
        this.python = prepare(() -> new PythonEnvironment(folders, progress).interpreter());
        this.opa = prepare(() -> new OpaBinary(folders, progress).locate());
        this.sandboxes = prepare(() -> {
            switch (context.runtime()) {
                case BUBBLEWRAP -> Bubblewrap.require(progress);
                case DOCKER -> DockerEngine.require(folders, progress);
            }
            return true;
        });
    }

    private static <T> CompletableFuture<T> prepare(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    public Path python() {
        return python.join();
    }

    public Path opa() {
        return opa.join();
    }

    /** Agents that ran when the stack went down come back with it, but not each time that spm-api alone restarts. */
    Map<String, String> variables() {
        sandboxes.join();
        var runFolder = Folders.makePrivate(context.agentRunFolder());
        var frameworks = context.folders().project().resolve("agent-runtime-sdk/image/frameworks.lock");
        return Map.of(
                "SPM_AGENT_RUNTIME", context.runtime().toString(),
                "SPM_AGENT_PYTHON", python().toString(),
                "SPM_AGENT_RUN_DIR", runFolder.toString(),
                "SPM_AGENT_FRAMEWORKS", frameworks.toString(),
                "SPM_AGENT_WARM_SANDBOXES", System.getenv().getOrDefault("SPM_AGENT_WARM_SANDBOXES", WARM),
                "SPM_AGENT_IMAGE", DockerEngine.image(),
                "SPM_AGENT_OWNER", context.owner(),
                "OPA_BINARY", opa().toString(),
                "SPM_RESUME_AGENTS", Boolean.toString(first.getAndSet(false)));
    }
}
