package io.aispm.api.agent.runtime;

import io.aispm.contract.agent.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs agents on this host under bubblewrap: nothing to install but one small program, and no way out but {@link SocketGate}. */
final class BubblewrapRuntime implements AgentRuntime {

    private static final Logger log = LoggerFactory.getLogger(BubblewrapRuntime.class);

    private static final Duration KILLED = Duration.ofSeconds(5);

    private final RunFolder folder;
    private final List<GateTarget> targets;
    private final BubblewrapHost host;
    private final BubblewrapValidation validation;

    BubblewrapRuntime(RunFolder folder, List<GateTarget> targets, BubblewrapHost host) {
        this.folder = folder;
        this.targets = List.copyOf(targets);
        this.host = host;
        this.validation = new BubblewrapValidation(folder, host);
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public Validation validate(AgentCode code) {
        return switch (code.kind()) {
            case PYTHON -> validation.of(code);
            case JAVA -> new Validation.Invalid(List.of("Jar agents can't be run here: this runtime runs Python."));
        };
    }

    @Override
    public Launch spawn(SpawnRequest request) {
        if (request.code().kind() != CodeKind.PYTHON) {
            return new Launch.Refused("Jar agents can't be run here: this runtime runs Python.");
        }
        if (!request.code().sha256().equals(request.sha256())) {
            return new Launch.Refused("The code is not the code that was uploaded: its SHA-256 differs.");
        }
        try {
            start(request);
            return new Launch.Started();
        } catch (RuntimeUnavailableException unavailable) {
            log.atError().setCause(unavailable).log("An agent could not be started");
            return new Launch.Refused(String.valueOf(unavailable.getMessage()));
        } catch (IOException failure) {
            log.atError().setCause(failure).log("An agent could not be started");
            return new Launch.Refused("The agent's files could not be written on this host.");
        }
    }

    private void start(SpawnRequest request) throws IOException, RuntimeUnavailableException {
        var prepared = host.prepared();
        var sandbox = request.sandbox();
        RunFolder.folder(folder.agent(sandbox.agent()), "rwx------");
        forgetEnded(sandbox.agent());
        var files = new StartFiles(Files.createDirectory(folder.start(sandbox)));
        RunFolder.openFile(files.code(), request.code().content());
        var binds = new ArrayList<>(SandboxCommand.readOnly(files.code(), SandboxFolders.CODE));
        binds.addAll(SandboxCommand.readOnly(folder.gate(), SandboxFolders.GATE));
        var command = prepared.command();
        var temporaryMb = Math.clamp(request.limits().memoryMb() / 4, 16, 256);
        var task = new Keeper.Task(
                sandbox.agent() + "-" + sandbox.start(),
                command.of(binds, temporaryMb, command.agent(targets)),
                command.environment(request.environment()),
                request.limits());
        prepared.keeper().start(task, files, pages(sandbox.agent()).current());
        log.atInfo()
                .addKeyValue("agent", sandbox.agent())
                .addKeyValue("limits", files.note().map(StartFiles.Note::limits).orElse("unknown"))
                .log("Agent's process started");
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
            RunFolder.delete(folder.agent(agent));
        } catch (IOException failure) {
            log.atWarn().addKeyValue("agent", agent).setCause(failure).log("An agent's files could not be removed");
        }
    }

    private void forgetEnded(AgentId agent) throws IOException {
        for (var start : folder.starts(agent)) {
            if (!files(start).isAlive()) {
                RunFolder.delete(folder.start(start));
            }
        }
    }

    private StartFiles files(Sandbox sandbox) {
        return new StartFiles(folder.start(sandbox));
    }

    private LogPages pages(AgentId agent) {
        return new LogPages(folder.agent(agent));
    }
}
