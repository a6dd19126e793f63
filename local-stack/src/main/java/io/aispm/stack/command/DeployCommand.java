package io.aispm.stack.command;

import io.aispm.stack.client.Agents;
import io.aispm.stack.machine.StackException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Uploads an agent and waits until it runs. */
@Command(name = "deploy", description = "Upload an agent and wait until it runs; prints its id.")
final class DeployCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "FILE", description = "agent.py or agent.jar")
    private Path file = Path.of("");

    @Option(names = "--name", description = "default: the file's name")
    private @Nullable String name;

    @Option(names = "--version", paramLabel = "V", defaultValue = "1.0.0", description = "default: ${DEFAULT-VALUE}")
    private String version = "";

    @Option(names = "--type", defaultValue = "custom", description = "default: ${DEFAULT-VALUE}")
    private String type = "";

    @Option(names = "--requirements", paramLabel = "F", description = "a requirements.txt")
    private @Nullable Path requirements;

    @Option(
            names = "--wait",
            defaultValue = "60s",
            converter = Durations.class,
            description = "how long to wait until it runs (default: ${DEFAULT-VALUE})")
    private Duration wait = Duration.ofSeconds(60);

    @Override
    public Integer call() {
        requireFile(file);
        if (requirements != null) {
            requireFile(requirements);
        }
        var upload = new Agents.Upload(
                file, name == null ? stem(file) : name, version, type, Optional.ofNullable(requirements));
        var agent = target.agents().deploy(upload, wait);
        var terminal = Terminal.of(spec);
        agent.path("warnings").forEach(warning -> terminal.getErr().println("warning: " + warning.asString()));
        terminal.getOut()
                .println(target.json() ? agent.toString() : agent.path("id").asString());
        return AgentCommand.report(terminal, agent, "running");
    }

    private static void requireFile(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw StackException.because("The file %s can't be read".formatted(file));
        }
    }

    private static String stem(Path file) {
        var whole = String.valueOf(file.getFileName());
        var dot = whole.lastIndexOf('.');
        return dot > 0 ? whole.substring(0, dot) : whole;
    }
}
