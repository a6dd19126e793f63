package io.aispm.stack.part;

import io.aispm.stack.machine.Folders;
import io.aispm.stack.machine.ModelFile;
import io.aispm.stack.machine.StackException;
import io.aispm.stack.supervise.Leftovers;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import io.aispm.stack.supervise.StackState;
import io.aispm.stack.supervise.StackState.Phase;
import io.aispm.stack.supervise.Supervisor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The whole platform on this machine, from its first part to its last. */
public final class LocalStack {

    private static final Set<String> STORES = Set.of("postgres", "kafka");

    private final StackContext context;
    private final StackHealth health;
    private final Learning learning = new Learning();
    private final Map<String, StackState.Mark> processes = new TreeMap<>();
    private List<Part> parts = List.of();
    private @Nullable Supervisor supervisor;
    private @Nullable FileLock lock;
    private Phase phase = Phase.STARTING;
    private boolean localModel;

    public LocalStack(StackContext context) {
        this(context, new StackHealth(context.ports(), context.progress(), HealthProbe::ask));
    }

    LocalStack(StackContext context, StackHealth health) {
        this.context = context;
        this.health = health;
    }

    private Path data() {
        return context.folders().data();
    }

    /** Takes the data folder for this process: two stacks never share one. */
    public void take() {
        Folders.makePrivate(data());
        try {
            var channel =
                    FileChannel.open(data().resolve("stack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (IOException failed) {
            throw StackException.because("The data folder %s can't be used".formatted(data()), failed);
        }
        if (lock == null) {
            throw StackException.because("Another ./aispm is starting or stopping the stack in %s".formatted(data()));
        }
        StackState.read(data()).ifPresent(Leftovers::end);
        context.endSandboxes();
    }

    /**
     * Starts everything; returns when all parts are healthy, and have learnt to start quickly when that is wanted. Until
     * {@link #open} it is still starting to those outside.
     */
    public void start(boolean learn) {
        context.ports().requireFree();
        Folders.makePrivate(context.folders().temporary());
        Folders.makePrivate(context.folders().logs());
        context.keys().prepare();
        var agents = new AgentEnvironment(context);
        var model = new ModelFile(context.folders(), context.progress()).locate(agents::python);
        localModel = model.isPresent();
        supervise(parts(agents, model));
        awaitNothingDegraded();
        if (learn) {
            learn();
        }
    }

    /** Starts these parts and keeps them alive; returns when all of them are ready. */
    void supervise(List<Part> wanted) {
        parts = wanted;
        var starting = new Supervisor(parts, context.folders().logs(), context.progress(), this::launched);
        supervisor = starting;
        writeState();
        starting.start();
    }

    /** Says to all who wait for the stack that it is there, with all that was to be made or told at its start. */
    public void open() {
        enter(Phase.UP);
    }

    private List<Part> parts(AgentEnvironment agents, Optional<Path> model) {
        var all = new ArrayList<Part>(List.of(
                new PostgresPart(context),
                new KafkaPart(context),
                ServicePart.api(context, agents, model.isPresent()),
                ServicePart.llmProxy(context),
                ServicePart.mcp(context),
                ServicePart.lineageConsumer(context),
                new OpaPart(context, agents)));
        model.ifPresent(file -> all.add(new LocalModelPart(context, file)));
        return List.copyOf(all);
    }

    private synchronized void launched(String part, Running running) {
        processes.put(part, StackState.Mark.of(running.pid(), running.build()));
        writeState();
    }

    /** A stack that is being stopped stays so, whatever else was under way. */
    private synchronized void enter(Phase next) {
        if (phase == Phase.STOPPING) {
            return;
        }
        phase = next;
        writeState();
    }

    private synchronized void writeState() {
        if (processes.isEmpty() && phase == Phase.STOPPING) {
            return;
        }
        new StackState(
                        phase,
                        StackState.Mark.of(ProcessHandle.current().pid(), ""),
                        context.ports().offset(),
                        context.runtime().toString(),
                        localModel,
                        Map.copyOf(processes))
                .write(data());
    }

    private void awaitNothingDegraded() {
        health.awaitWhole(localModel);
    }

    /** Makes the next start quicker; costs some seconds once for each build. */
    public void learn() {
        var since = context.progress().now();
        var archives = new ArrayList<ClassArchive>();
        StackParts.modules(Map.copyOf(processes).keySet())
                .forEach(module ->
                        archives.add(Application.of(context.folders(), module).archive()));
        new KafkaPart(context).archive().ifPresent(archives::add);
        archives.removeIf(archive -> !archive.isWanted());
        if (archives.isEmpty()) {
            return;
        }
        if (!learning.make(archives)) {
            return;
        }
        context.progress().ready("quick start", since, "prepared for the next time, once for each build");
    }

    /**
     * Restarts the parts whose jar was built anew since they were started, if any; returns when all parts are healthy.
     * Where that fails the stack is up all the same: it goes on as well as it can, and each part tells its health.
     */
    public void restartStale() {
        var running = supervisor;
        if (running == null) {
            return;
        }
        var stale = StackParts.stale(context.folders(), Map.copyOf(processes));
        if (stale.isEmpty()) {
            awaitNothingDegraded();
            return;
        }
        enter(Phase.STARTING);
        try {
            running.restart(stale);
            awaitNothingDegraded();
        } finally {
            enter(Phase.UP);
        }
    }

    /** Ends everything: first who could start agents, then the agents, then the rest, the stores last. */
    public void stop() {
        learning.end();
        var running = supervisor;
        if (running != null) {
            enter(Phase.STOPPING);
            running.beginStop();
            new Suspension(context).suspendAgents();
            running.stop(Set.of("spm-api"));
            context.endSandboxes();
            running.stop(parts.stream()
                    .map(Part::name)
                    .filter(name -> !STORES.contains(name))
                    .collect(Collectors.toSet()));
            running.stop(STORES);
        }
        StackState.forget(data());
    }
}
