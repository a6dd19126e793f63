package io.aispm.stack.command;

import io.aispm.stack.machine.AgentRuntimeKind;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.Shell;
import io.aispm.stack.part.StackContext;
import io.aispm.stack.supervise.Leftovers;
import io.aispm.stack.supervise.StackState;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything; agents that run come back with the next {@code up}. */
@Command(name = "down", description = "Stop everything; the data stays.")
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Override
    public Integer call() throws InterruptedException {
        var progress = new Progress(Terminal.of(spec).getErr(), Clock.systemUTC());
        var data = stack.folders().data();
        var known = StackState.read(data);
        if (known.isEmpty()) {
            progress.say("nothing runs");
            return 0;
        }
        var since = progress.now();
        end(known.get());
        var ports = new Ports(known.get().portOffset());
        var runtime = AgentRuntimeKind.of(known.get().agentRuntime());
        var context = new StackContext(stack.folders(), ports, stack.keys(), runtime, progress);
        StackState.read(data).ifPresent(Leftovers::end);
        context.endSandboxes();
        StackState.forget(data);
        progress.ready("stopped", since, "");
        return 0;
    }

    private static void end(StackState state) throws InterruptedException {
        var supervisor = state.supervisor().handle();
        if (supervisor.isEmpty()) {
            return;
        }
        Shell.run("kill", "-TERM", Long.toString(supervisor.get().pid()));
        try {
            supervisor.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            supervisor.get().destroyForcibly();
        }
    }
}
