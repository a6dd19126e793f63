package io.aispm.stack.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Start an agent and wait until it runs. */
@Command(name = "start", description = "Start an agent and wait until it runs.")
final class StartCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "ID", description = "the agent's id or name")
    private String agent = "";

    @Override
    public Integer call() {
        var agents = target.agents();
        var reached = agents.start(agents.idOf(agent), PATIENCE);
        var terminal = Terminal.of(spec);
        if (target.json()) {
            terminal.getOut().println(reached.toString());
        }
        return AgentCommand.report(terminal, reached, "running");
    }
}
