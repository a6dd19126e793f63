package io.aispm.stack.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes an agent with everything that is its own. */
@Command(name = "delete", description = "Delete an agent with everything that is its own.")
final class DeleteCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Target target = new Target();

    @Parameters(paramLabel = "ID", description = "the agent's id or name")
    private String agent = "";

    @Override
    public Integer call() {
        var agents = target.agents();
        agents.delete(agents.idOf(agent));
        Terminal.of(spec).getErr().println("deleted");
        return 0;
    }
}
