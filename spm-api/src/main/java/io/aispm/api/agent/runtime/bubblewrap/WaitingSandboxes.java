package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.AfterStart;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.bubblewrap.SandboxCommand.Bind;
import io.aispm.api.agent.runtime.gate.GateTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sandboxes that wait for an agent, and keeps some ready. Those kept are like the last that was asked for; who asks for
 * another kind, or comes when none is left, gets a new one.
 */
final class WaitingSandboxes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WaitingSandboxes.class);

    private final RunFolder folder;
    private final List<GateTarget> targets;
    private final BubblewrapHost host;
    private final int wanted;
    private final Deque<Waiting> ready = new ArrayDeque<>();
    private @Nullable Limits kind;
    private boolean closed;

    /** One of them: its keeper, the folder that it sees as its agent's, and whether it was there before it was asked for. */
    record Waiting(Keeper.Waiting keeper, Path inside, Limits limits, boolean waited) {}

    WaitingSandboxes(RunFolder folder, List<GateTarget> targets, BubblewrapHost host, int wanted) {
        this.folder = folder;
        this.targets = List.copyOf(targets);
        this.host = host;
        this.wanted = wanted;
    }

    /** A sandbox with these limits; a new one if it is to see packages. */
    Waiting take(Limits limits, List<Bind> packages) throws IOException, RuntimeUnavailableException {
        var kept = packages.isEmpty() ? kept(limits) : Optional.<Waiting>empty();
        if (packages.isEmpty() && wanted > 0) {
            AfterStart.run("waiting-sandboxes", () -> refill(limits));
        }
        return kept.isPresent() ? kept.get() : make(limits, packages);
    }

    private synchronized Optional<Waiting> kept(Limits limits) {
        while (!ready.isEmpty()) {
            var next = ready.removeFirst();
            if (next.keeper().isAlive() && next.limits().equals(limits)) {
                return Optional.of(new Waiting(next.keeper(), next.inside(), next.limits(), true));
            }
            discard(next);
        }
        return Optional.empty();
    }

    /** Makes as many as are missing; one failing ends it, until the next is taken. */
    void refill(Limits limits) {
        try {
            while (isMissing(limits)) {
                keep(make(limits, List.of()));
            }
        } catch (IOException | RuntimeUnavailableException failure) {
            log.atWarn().setCause(failure).log("No sandbox could be made ready; agents start cold");
        }
    }

    private synchronized boolean isMissing(Limits limits) {
        kind = limits;
        return !closed && ready.size() < wanted;
    }

    private synchronized void keep(Waiting waiting) {
        if (closed || !waiting.limits().equals(kind) || ready.size() >= wanted) {
            discard(waiting);
            return;
        }
        ready.addLast(waiting);
    }

    /** A new one. */
    Waiting make(Limits limits, List<Bind> packages) throws IOException, RuntimeUnavailableException {
        var prepared = host.prepared();
        var name = UUID.randomUUID().toString();
        var inside = RunFolder.openFolder(folder.sandboxes().resolve(name));
        var binds = new ArrayList<>(List.of(
                Bind.readOnly(inside, SandboxFolders.AGENT), Bind.readOnly(folder.gate(), SandboxFolders.GATE)));
        binds.addAll(packages);
        var command = prepared.command();
        var temporaryMb = Math.clamp(limits.memoryMb() / 4, 16, 256);
        var task = new Keeper.Task(
                name, command.of(binds, temporaryMb, command.agent(targets)), command.environment(Map.of()), limits);
        return new Waiting(prepared.keeper().start(task, folder.notes()), inside, limits, false);
    }

    private void discard(Waiting waiting) {
        waiting.keeper().discard();
        remove(waiting.inside());
    }

    private static void remove(Path folder) {
        try {
            if (Files.exists(folder)) {
                RunFolder.delete(folder);
            }
        } catch (IOException failure) {
            log.atDebug().setCause(failure).log("A waiting sandbox's folder could not be removed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        ready.forEach(this::discard);
        ready.clear();
    }
}
