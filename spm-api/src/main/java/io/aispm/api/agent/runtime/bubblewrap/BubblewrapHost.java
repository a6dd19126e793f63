package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.RuntimeProperties;
import io.aispm.api.agent.runtime.RuntimeUnavailableException;
import io.aispm.api.agent.runtime.gate.GateTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What this host needs to run sandboxes, looked for when the first one is wanted and until all is there. */
final class BubblewrapHost {

    private static final Pattern PLACES = Pattern.compile(":");

    private final RuntimeProperties properties;
    private final RunFolder folder;
    private final List<GateTarget> targets;
    private @Nullable Prepared prepared;

    /** All that is needed for the next sandbox. */
    record Prepared(SandboxCommand command, Keeper keeper, PythonHome python, JavaHome java) {

        /** The same, for code of this kind; refused where this host can't run it. */
        Prepared running(CodeKind kind) throws RuntimeUnavailableException {
            if (kind == CodeKind.JAVA && !java.isPresent()) {
                throw new RuntimeUnavailableException(
                        "This host has no Java runtime for jar agents: SPM_AGENT_JAVA must name the folder of a Java 25.");
            }
            return this;
        }
    }

    BubblewrapHost(RuntimeProperties properties, RunFolder folder, List<GateTarget> targets) {
        this.properties = properties;
        this.folder = folder;
        this.targets = List.copyOf(targets);
    }

    synchronized Prepared prepared() throws RuntimeUnavailableException {
        if (prepared == null) {
            prepared = prepare();
        }
        return prepared;
    }

    private Prepared prepare() throws RuntimeUnavailableException {
        var bubblewrap = find("bwrap")
                .orElseThrow(() -> new RuntimeUnavailableException(
                        "Agents run under bubblewrap, which is not installed here: install the package `bubblewrap`."));
        var asRoot = isRoot();
        var setpriv = find("setpriv");
        if (asRoot && setpriv.isEmpty()) {
            throw new RuntimeUnavailableException("`setpriv` (package util-linux) is needed to run agents as root.");
        }
        var python = PythonHome.of(properties.python());
        var java = JavaHome.of(properties.java());
        try {
            var base = SandboxBase.prepare(folder.base(), python, java, targets);
            var command = new SandboxCommand(base, bubblewrap, setpriv.orElse(""), asRoot);
            return new Prepared(command, new Keeper(python.executable(), new JsonMapper()), python, java);
        } catch (IOException failure) {
            throw new RuntimeUnavailableException("The agents' run folder can't be written.", failure);
        }
    }

    private static Optional<String> find(String program) {
        var places = System.getenv().getOrDefault("PATH", "") + ":/usr/bin:/bin";
        return PLACES.splitAsStream(places)
                .map(place -> Path.of(place).resolve(program))
                .filter(file -> file.isAbsolute() && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
