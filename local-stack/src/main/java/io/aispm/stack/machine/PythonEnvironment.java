package io.aispm.stack.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Python that agents run with: an environment of its own with the SDK in it. */
public final class PythonEnvironment {

    private static final List<String> NAMES =
            List.of("python3.13", "python3.12", "python3.11", "python3", "python3.14");
    private static final String USABLE =
            "import sys, venv, ensurepip; sys.exit(0 if (3, 11) <= sys.version_info[:2] else 1)";
    private static final String ALL_OF_IT = "import sys; print(sys.version, sys.base_prefix)";

    private final Folders folders;
    private final Progress progress;

    public PythonEnvironment(Folders folders, Progress progress) {
        this.folders = folders;
        this.progress = progress;
    }

    /** The environment's interpreter; made anew when the SDK's sources or the system's Python changed. */
    public Path interpreter() {
        var system = systemPython();
        var sdk = folders.project().resolve("agent-runtime-sdk/python");
        var version = Shell.run(system.toString(), "-c", ALL_OF_IT).output();
        var place = folders.cache().resolve("python").resolve(Fingerprint.ofFolder(sdk, version));
        var python = place.resolve("bin/python");
        if (Files.isExecutable(python) && Files.exists(place.resolve(".complete"))) {
            return python;
        }
        var since = progress.now();
        Unpacked.delete(place);
        require(Shell.run(system.toString(), "-m", "venv", place.toString()), "making a Python environment");
        install(python, sdk);
        touch(place.resolve(".complete"));
        progress.ready("python", since, "the agents' SDK installed into its own environment");
        return python;
    }

    private void install(Path python, Path sdk) {
        var copy = folders.temporary().resolve("sdk-" + ProcessHandle.current().pid());
        Unpacked.delete(copy);
        copy(sdk, copy);
        try {
            var outcome = Shell.run(
                    List.of(python.toString(), "-m", "pip", "install", "--quiet", copy.toString()),
                    Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1"));
            require(outcome, "installing the agents' SDK");
        } finally {
            Unpacked.delete(copy);
        }
    }

    private Path systemPython() {
        return find().orElseGet(() -> {
            SystemPackages.install(progress, "agents are Python programs", "python3", "python3-venv");
            return find().orElseThrow(() -> StackException.because(
                    "Python 3.11 or newer with its venv module is needed; this system's is older or incomplete"));
        });
    }

    private static Optional<Path> find() {
        return NAMES.stream()
                .flatMap(name -> Shell.which(name).stream())
                .filter(python -> Shell.run(python.toString(), "-c", USABLE).succeeded())
                .findFirst();
    }

    private static void require(Shell.Outcome outcome, String act) {
        if (!outcome.succeeded()) {
            throw StackException.because("%s failed: %s".formatted(act, outcome.lastLine()));
        }
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException refused) {
            throw StackException.because("The file %s can't be written".formatted(file), refused);
        }
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (var file : files.sorted(Comparator.naturalOrder()).toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException failed) {
            throw StackException.because("Copying the SDK failed", failed);
        }
    }
}
