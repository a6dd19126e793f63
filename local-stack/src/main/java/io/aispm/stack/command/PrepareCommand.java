package io.aispm.stack.command;

import io.aispm.stack.machine.OpaBinary;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.PythonEnvironment;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches what tests need besides a running stack, and says where it is. */
@Command(name = "prepare", hidden = true)
final class PrepareCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--env", description = "print variables for a shell")
    private boolean variables;

    @Override
    public Integer call() {
        var progress = new Progress(Terminal.of(spec).getErr(), Clock.systemUTC());
        var opa = new OpaBinary(stack.folders(), progress).locate();
        var python = new PythonEnvironment(stack.folders(), progress).interpreter();
        if (variables) {
            Terminal.of(spec).getOut().println("OPA_BINARY='%s' SPM_AGENT_PYTHON='%s'".formatted(opa, python));
        }
        return 0;
    }
}
