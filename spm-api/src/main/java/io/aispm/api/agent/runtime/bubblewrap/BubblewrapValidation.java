package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.AgentCode;
import io.aispm.api.agent.runtime.Limits;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.Validation;
import io.aispm.api.agent.runtime.bubblewrap.SandboxCommand.Bind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at uploaded code in a sandbox of its own: no gate, no identity, little time; only so many at once. It finds the packages
 * that are installed already.
 */
final class BubblewrapValidation {

    private static final Logger log = LoggerFactory.getLogger(BubblewrapValidation.class);

    private static final int AT_ONCE = 4;
    private static final int DEADLINE_S = 25;
    private static final Limits LIMITS = new Limits(512, 1);
    private static final int TEMPORARY_MB = 32;

    private final RunFolder folder;
    private final BubblewrapHost host;
    private final PackageFolders packages;
    private final JsonMapper json = new JsonMapper();
    private final Semaphore places = new Semaphore(AT_ONCE);

    BubblewrapValidation(RunFolder folder, BubblewrapHost host, PackageFolders packages) {
        this.folder = folder;
        this.host = host;
        this.packages = packages;
    }

    /** What the look inside found. */
    record Verdict(List<String> errors, List<String> warnings) {}

    Validation of(AgentCode code) {
        try {
            places.acquire();
            try {
                return look(code);
            } finally {
                places.release();
            }
        } catch (RuntimeUnavailableException unavailable) {
            log.atError().setCause(unavailable).log("Uploaded code could not be looked at");
            return new Validation.Unavailable(String.valueOf(unavailable.getMessage()));
        } catch (IOException failure) {
            log.atError().setCause(failure).log("Uploaded code could not be looked at");
            return new Validation.Unavailable("The code could not be looked at: the run folder can't be written.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Validation.Unavailable("The code could not be looked at: this service is stopping.");
        }
    }

    private Validation look(AgentCode code) throws IOException, RuntimeUnavailableException {
        var kind = code.kind();
        var prepared = host.prepared().running(kind);
        var trial = folder.temporary();
        try {
            var file = trial.resolve(kind.file());
            RunFolder.openFile(file, code.content());
            var command = prepared.command();
            var found = packages.present(packages.wantedBy(code));
            var binds = new ArrayList<>(List.of(Bind.readOnly(file, SandboxFolders.code(kind))));
            binds.addAll(found);
            var more = switch (kind) {
                case PYTHON -> found.stream().map(Bind::inside).toList();
                case JAVA -> prepared.java().program(LIMITS);
            };
            var task = new Keeper.Task(
                    "validate-" + trial.getFileName(),
                    command.of(binds, TEMPORARY_MB, command.validation(kind, more)),
                    command.environment(Map.of()),
                    LIMITS);
            return judge(prepared.keeper().run(task, DEADLINE_S, ""));
        } finally {
            RunFolder.delete(trial);
        }
    }

    private Validation judge(Keeper.Ended ended) {
        try {
            if (ended.code() == 0) {
                var verdict = json.readValue(ended.stdout(), Verdict.class);
                return verdict.errors().isEmpty()
                        ? new Validation.Valid(verdict.warnings())
                        : new Validation.Invalid(verdict.errors());
            }
        } catch (JacksonException unreadable) {
            log.atWarn().setCause(unreadable).log("A verdict on uploaded code could not be read");
        }
        log.atError()
                .addKeyValue("reason", ended.reason())
                .addKeyValue("stderr", ended.stderr())
                .log("The sandbox for uploaded code failed");
        return new Validation.Unavailable(
                "The code could not be looked at: the sandbox failed (" + ended.reason() + ").");
    }
}
