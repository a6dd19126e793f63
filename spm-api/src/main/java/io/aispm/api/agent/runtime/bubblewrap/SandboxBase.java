package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.gate.GateTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The read-only parts that all sandboxes share: a system without anything of this host's own, and the agents' Python and Java. */
record SandboxBase(Path etc, Path venv, PythonHome python, JavaHome java) {

    /** What is shown of the host's /etc: certificates, and the settings of Debian's own Java. */
    private static final List<String> SHOWN = List.of("/etc/ssl/certs", "/etc/pki", "/etc/java-25-openjdk");

    private static final List<String> SYSTEM = List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64");

    /** Writes what has to be made up. */
    static SandboxBase prepare(Path folder, PythonHome python, JavaHome java, List<GateTarget> targets)
            throws IOException {
        RunFolder.openFolder(folder);
        var etc = RunFolder.openFolder(folder.resolve("etc"));
        write(etc, "passwd", "agent:x:1000:1000:agent:/tmp:/usr/sbin/nologin\n");
        write(etc, "group", "agent:x:1000:\n");
        write(etc, "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
        write(etc, "resolv.conf", "");
        write(etc, "hosts", "127.0.0.1 localhost" + names(targets) + "\n");
        write(etc, "ld.so.preload", python.libraryInside());
        var cache = Path.of("/etc/ld.so.cache");
        if (Files.exists(cache)) {
            RunFolder.openFile(etc.resolve("ld.so.cache"), Files.readAllBytes(cache));
        }
        for (var shown : present(SHOWN)) {
            openFolders(etc, Path.of("/etc").relativize(Path.of(shown)));
        }
        var venv = RunFolder.openFolder(folder.resolve("venv"));
        if (python.isVirtual()) {
            write(
                    venv,
                    "pyvenv.cfg",
                    "home = %s/bin\ninclude-system-site-packages = false\nversion = %s\n"
                            .formatted(python.basePrefixInside(), python.version()));
            var bin = RunFolder.openFolder(venv.resolve("bin"));
            for (var name : List.of("python", "python3")) {
                Files.deleteIfExists(bin.resolve(name));
                Files.createSymbolicLink(bin.resolve(name), Path.of(python.realExecutableInside()));
            }
            openFolders(venv, Path.of("lib", "python" + python.version(), "site-packages"));
        }
        return new SandboxBase(etc, venv, python, java);
    }

    /** Bubblewrap's options that put these parts together. */
    List<String> options() {
        var options = new ArrayList<String>(List.of("--ro-bind", "/usr", "/usr"));
        for (var place : SYSTEM) {
            options.addAll(asOnHost(Path.of(place)));
        }
        options.addAll(List.of("--ro-bind", etc.toString(), "/etc"));
        for (var shown : present(SHOWN)) {
            options.addAll(List.of("--ro-bind", shown, shown));
        }
        for (var folder :
                List.of("/opt", "/run", "/tmp", "/dev", "/proc", SandboxFolders.AGENT, SandboxFolders.PACKAGES)) {
            options.addAll(List.of("--dir", folder));
        }
        options.addAll(java.options());
        if (!python.isSystem()) {
            options.addAll(List.of("--ro-bind", python.basePrefix(), SandboxFolders.PYTHON));
        }
        if (python.isVirtual()) {
            options.addAll(List.of("--ro-bind", venv.toString(), SandboxFolders.VENV));
            options.addAll(List.of("--ro-bind", python.packages(), python.packagesInside()));
        }
        return options;
    }

    private static List<String> asOnHost(Path place) {
        try {
            if (Files.isSymbolicLink(place)) {
                return List.of("--symlink", Files.readSymbolicLink(place).toString(), place.toString());
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        return Files.isDirectory(place) ? List.of("--ro-bind", place.toString(), place.toString()) : List.of();
    }

    private static String names(List<GateTarget> targets) {
        return targets.stream()
                .filter(GateTarget::needsName)
                .map(target -> " " + target.host())
                .distinct()
                .collect(Collectors.joining());
    }

    private static List<String> present(List<String> folders) {
        return folders.stream()
                .filter(folder -> Files.isDirectory(Path.of(folder)))
                .toList();
    }

    private static void openFolders(Path root, Path below) throws IOException {
        var place = root;
        for (var name : below) {
            place = RunFolder.openFolder(place.resolve(name));
        }
    }

    private static void write(Path folder, String name, String text) throws IOException {
        RunFolder.openFile(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
