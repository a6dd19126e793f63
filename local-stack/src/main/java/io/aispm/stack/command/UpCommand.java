package io.aispm.stack.command;

import io.aispm.stack.machine.AgentRuntimeKind;
import io.aispm.stack.machine.Ports;
import io.aispm.stack.machine.Progress;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.part.LocalStack;
import io.aispm.stack.part.StackContext;
import io.aispm.stack.supervise.StackState;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything on this machine. */
@Command(name = "up", description = "Start everything on this machine; Ctrl-C stops all of it.")
final class UpCommand implements Callable<Integer> {

    private static final Duration GLANCE = Duration.ofMillis(300);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private StackOptions stack = new StackOptions();

    @Option(names = "--detach", description = "return when everything is healthy, and leave it running")
    private boolean detach;

    @Option(names = "--port-offset", paramLabel = "N", defaultValue = "0", description = "added to every port")
    private int portOffset;

    @Option(names = "--runtime", defaultValue = "auto", description = "docker, bubblewrap or auto")
    private String runtime = "auto";

    /** The demo shows something first and learns for the next start beside it. */
    @Option(names = "--hurry", hidden = true)
    private boolean hurry;

    @Override
    public Integer call() {
        var progress = new Progress(Terminal.of(spec).getErr(), Clock.systemUTC());
        requireLinux();
        var detached = new DetachedStack(stack, progress);
        var running = stack.running();
        if (running.isPresent()) {
            detached.refresh(running.get());
            return 0;
        }
        var kind = AgentRuntimeKind.choose(runtime, progress);
        if (detach) {
            detached.start(portOffset, kind.toString(), hurry);
            return 0;
        }
        return superviseHere(kind, progress);
    }

    private static void requireLinux() {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            throw StackException.because(
                    "The stack runs on Linux; agents' sandboxes need its namespaces. On other systems use Docker Compose");
        }
    }

    private int superviseHere(AgentRuntimeKind kind, Progress progress) {
        var since = progress.now();
        var context = new StackContext(stack.folders(), new Ports(portOffset), stack.keys(), kind, progress);
        var local = new LocalStack(context);
        local.take();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(local, progress), "stop"));
        local.start(!hurry);
        new FirstStart(context).offerProviders();
        progress.ready("everything", since, Ports.url(context.ports().people()) + "/ui/   (./aispm open signs you in)");
        local.open();
        if (hurry) {
            Thread.ofPlatform().daemon().name("learn").start(local::learn);
        }
        serveRequests(local, progress);
        return 0;
    }

    private static void stop(LocalStack local, Progress progress) {
        progress.say("stopping");
        var since = progress.now();
        local.stop();
        progress.ready("stopped", since, "");
    }

    private void serveRequests(LocalStack local, Progress progress) {
        var requests = new RestartRequest(stack.folders().data());
        while (!Thread.currentThread().isInterrupted()) {
            requests.serve(local::restartStale, progress);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isUp(StackState state) {
        return state.phase() == StackState.Phase.UP;
    }
}
