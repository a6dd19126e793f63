package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.Exit;
import io.aispm.api.agent.runtime.Launch;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.api.agent.runtime.Preparation;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.SpawnRequest;
import io.aispm.api.agent.runtime.Validation;
import io.aispm.api.agent.runtime.bubblewrap.SandboxCommand.Bind;
import io.aispm.contract.agent.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs agents on this host under bubblewrap: nothing to install but one small program, and no way out but the gate's sockets. */
final class BubblewrapRuntime implements AgentRuntime {

    private static final Logger log = LoggerFactory.getLogger(BubblewrapRuntime.class);

    private static final Duration KILLED = Duration.ofSeconds(5);

    private final RunFolder folder;
    private final BubblewrapHost host;
    private final PackageFolders packages;
    private final WaitingSandboxes waiting;
    private final BubblewrapValidation validation;

    BubblewrapRuntime(RunFolder folder, BubblewrapHost host, PackageFolders packages, WaitingSandboxes waiting) {
        this.folder = folder;
        this.host = host;
        this.packages = packages;
        this.waiting = waiting;
        this.validation = new BubblewrapValidation(folder, host, packages);
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public Validation validate(AgentCode code) {
        return validation.of(code);
    }

    @Override
    public Preparation prepare(AgentCode code, Consumer<String> tell) {
        try {
            var installed = false;
            for (var set : packages.wantedBy(code)) {
                if (!packages.isPresent(set)) {
                    tell.accept("Installing " + set.what() + ".");
                    var error = packages.install(set);
                    if (error.isPresent()) {
                        return new Preparation.Failed("Installing " + set.what() + " failed: " + error.get() + ".");
                    }
                    installed = true;
                }
            }
            return new Preparation.Prepared(installed ? importWarnings(code) : List.of());
        } catch (RuntimeUnavailableException unavailable) {
            log.atError().setCause(unavailable).log("An agent's packages could not be installed");
            return new Preparation.Failed(String.valueOf(unavailable.getMessage()));
        } catch (IOException failure) {
            log.atError().setCause(failure).log("An agent's packages could not be installed");
            return new Preparation.Failed("The agent's packages could not be written on this host.");
        }
    }

    /** What its import says now that its packages are there. */
    private List<String> importWarnings(AgentCode code) {
        return switch (validation.of(code)) {
            case Validation.Valid(var warnings) -> warnings;
            case Validation.Invalid(var errors) -> errors;
            case Validation.Unavailable(var sentence) -> List.of(sentence);
        };
    }

    @Override
    public Launch spawn(SpawnRequest request) {
        if (!request.code().sha256().equals(request.sha256())) {
            return new Launch.Refused("The code is not the code that was uploaded: its SHA-256 differs.");
        }
        try {
            return new Launch.Started(start(request));
        } catch (RuntimeUnavailableException unavailable) {
            log.atError().setCause(unavailable).log("An agent could not be started");
            return new Launch.Refused(String.valueOf(unavailable.getMessage()));
        } catch (IOException failure) {
            log.atError().setCause(failure).log("An agent could not be started");
            return new Launch.Refused("The agent's files could not be written on this host.");
        }
    }

    /** Says whether this host's copy of the code had to be made good. */
    private boolean start(SpawnRequest request) throws IOException, RuntimeUnavailableException {
        var sandbox = request.sandbox();
        host.prepared().running(request.code().kind());
        RunFolder.folder(folder.agent(sandbox.agent()), "rwx------");
        var intact = forgetEnded(sandbox.agent());
        var sets = packages.wantedBy(request.code());
        var binds = packages.present(sets);
        if (binds.size() < sets.size()) {
            throw new RuntimeUnavailableException("The agent's packages are not installed on this host.");
        }
        packages.touch(binds);
        var files = files(sandbox);
        var taken = waiting.take(request.limits(), binds);
        try {
            give(taken, request, binds);
        } catch (IOException | RuntimeUnavailableException died) {
            if (!taken.waited()) {
                throw died;
            }
            log.atWarn().setCause(died).log("A sandbox that waited has died; the agent gets a new one");
            files.delete();
            give(waiting.make(request.limits(), binds), request, binds);
        }
        log.atInfo()
                .addKeyValue("agent", sandbox.agent())
                .addKeyValue("limits", files.note().map(StartFiles.Note::limits).orElse("unknown"))
                .log("Agent's process started");
        return !intact;
    }

    private void give(WaitingSandboxes.Waiting taken, SpawnRequest request, List<Bind> binds)
            throws IOException, RuntimeUnavailableException {
        var sandbox = request.sandbox();
        var files = new StartFiles(RunFolder.folder(folder.start(sandbox), "rwx------"));
        files.putCode(taken.inside(), request.code());
        Files.write(files.packages(), packageKeys(binds));
        taken.keeper()
                .claim(new Keeper.Claim(
                        claim(request, binds), files, pages(sandbox.agent()).current()));
    }

    private Map<String, @Nullable Object> claim(SpawnRequest request, List<Bind> binds)
            throws RuntimeUnavailableException {
        var prepared = host.prepared();
        var kind = request.code().kind();
        var claim = new TreeMap<String, @Nullable Object>();
        claim.put("env", prepared.command().environment(request.environment(), kind));
        claim.put("file", SandboxFolders.code(kind));
        claim.put("sha256", request.sha256());
        claim.put("packages", binds.stream().map(Bind::inside).toList());
        switch (kind) {
            case PYTHON ->
                claim.put(
                        "command",
                        request.code().requirements() == null
                                ? null
                                : prepared.command().alone());
            case JAVA -> claim.put("java", prepared.java().program(request.limits()));
        }
        return claim;
    }

    private static List<String> packageKeys(List<Bind> binds) {
        return binds.stream()
                .map(bind -> bind.outside().getFileName().toString())
                .toList();
    }

    @Override
    public void stop(Sandbox sandbox, Duration grace) {
        var files = files(sandbox);
        files.note().filter(_ -> files.isAlive()).ifPresent(note -> {
            if (grace.isPositive()) {
                note.keeper().ask();
            }
            if (!awaitEnd(note.keeper(), grace)) {
                note.first().kill();
                if (!awaitEnd(note.keeper(), KILLED)) {
                    note.keeper().kill();
                }
            }
        });
    }

    private static boolean awaitEnd(ProcessIdentity process, Duration patience) {
        try {
            var handle = ProcessHandle.of(process.pid()).filter(_ -> process.isAlive());
            if (handle.isPresent()) {
                handle.get().onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (TimeoutException stillThere) {
            return !process.isAlive();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a process's end can't be awaited", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    @Override
    public Optional<Exit> exited(Sandbox sandbox) {
        var files = files(sandbox);
        var ended = files.ended();
        if (ended.isPresent() || files.isAlive()) {
            return ended;
        }
        // The keeper may have written its last note just after the first look.
        return Optional.of(files.ended().orElseGet(() -> new Exit(255, "gone")));
    }

    @Override
    public List<Sandbox> running() {
        return folder.known().stream()
                .flatMap(agent -> folder.starts(agent).stream())
                .filter(sandbox -> files(sandbox).isAlive())
                .toList();
    }

    @Override
    public List<LogLine> logs(AgentId agent, int tail) {
        return pages(agent).tail(tail);
    }

    @Override
    public void remove(AgentId agent) {
        folder.starts(agent).forEach(sandbox -> stop(sandbox, Duration.ZERO));
        try {
            for (var start : folder.starts(agent)) {
                files(start).delete();
            }
            RunFolder.delete(folder.agent(agent));
        } catch (IOException failure) {
            log.atWarn().addKeyValue("agent", agent).setCause(failure).log("An agent's files could not be removed");
        }
    }

    /** Removes what ended starts left; says whether their copies of the code were still as they were put there. */
    private boolean forgetEnded(AgentId agent) throws IOException {
        var intact = true;
        for (var start : folder.starts(agent)) {
            if (!files(start).isAlive()) {
                intact &= files(start).isCodeIntact();
                files(start).delete();
            }
        }
        return intact;
    }

    private StartFiles files(Sandbox sandbox) {
        return new StartFiles(folder.start(sandbox));
    }

    private LogPages pages(AgentId agent) {
        return new LogPages(folder.agent(agent));
    }
}
