package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.CodeKind;
import io.aispm.api.agent.runtime.SandboxFolders;
import io.aispm.api.agent.runtime.gate.GateTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The command line that makes one sandbox. As root it takes two steps: root puts the folders together, then an unprivileged user
 * makes the namespaces, so that nothing inside is root of this host in any sense.
 */
record SandboxCommand(SandboxBase base, String bubblewrap, String setpriv, boolean asRoot) {

    private static final String INSIDE = "1000";
    private static final int UNPRIVILEGED = 610_010_001;
    private static final long MIB = 1024 * 1024;

    /** The whole command: these folders beside the shared parts, this much temporary space, and the command inside. */
    List<String> of(List<Bind> binds, int temporaryMb, List<String> inside) {
        var folders = new ArrayList<>(base.options());
        binds.forEach(bind -> folders.addAll(bind.options()));
        var command = new ArrayList<String>(List.of(bubblewrap));
        if (asRoot) {
            command.addAll(folders);
            command.addAll(List.of("--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc", "--remount-ro", "/"));
            command.addAll(List.of("--die-with-parent", "--cap-drop", "ALL"));
            command.addAll(List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--", setpriv));
            command.addAll(List.of("--reuid", user(), "--regid", user(), "--clear-groups"));
            command.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", bubblewrap));
            command.addAll(List.of("--ro-bind", "/", "/"));
            binds.stream()
                    .filter(Bind::writable)
                    .forEach(bind -> command.addAll(List.of("--bind", bind.inside(), bind.inside())));
        } else {
            command.addAll(folders);
        }
        command.addAll(isolation(temporaryMb));
        command.add("--");
        command.addAll(inside);
        return command;
    }

    private static List<String> isolation(int temporaryMb) {
        return List.of(
                "--unshare-all",
                "--unshare-user",
                "--disable-userns",
                "--uid",
                INSIDE,
                "--gid",
                INSIDE,
                "--hostname",
                "agent",
                "--proc",
                "/proc",
                "--dev",
                "/dev",
                "--size",
                Long.toString(16 * MIB),
                "--tmpfs",
                "/dev/shm",
                "--remount-ro",
                "/dev",
                "--size",
                Long.toString(temporaryMb * MIB),
                "--tmpfs",
                "/tmp",
                "--remount-ro",
                "/",
                "--cap-drop",
                "ALL",
                "--new-session",
                "--die-with-parent",
                "--as-pid-1",
                "--info-fd",
                "3",
                "--seccomp",
                "4",
                "--chdir",
                "/tmp");
    }

    /** The ordinary variables of a process inside, and an agent's identity beside them. */
    Map<String, String> environment(Map<String, String> identity) {
        var environment = new TreeMap<>(Map.of(
                "PATH", SandboxFolders.VENV + "/bin:/usr/local/bin:/usr/bin:/bin",
                "HOME", "/tmp",
                "TMPDIR", "/tmp",
                "LANG", "C.UTF-8",
                "USER", "agent",
                "HOSTNAME", "agent",
                "PYTHONUNBUFFERED", "1",
                "PYTHONDONTWRITEBYTECODE", "1"));
        environment.putAll(identity);
        return environment;
    }

    /** The sandbox's first process, which waits for an agent, carries the ports out and minds it. */
    List<String> agent(List<GateTarget> targets) {
        var python = base.python().executableInside();
        var ports = String.join(
                ",",
                targets.stream().map(target -> Integer.toString(target.port())).toList());
        return List.of(python, "-I", "-u", "-m", "aispm_sandbox.init", SandboxFolders.GATE, ports, "256");
    }

    /** An agent's environment; only a jar's says where Java is. */
    Map<String, String> environment(Map<String, String> identity, CodeKind kind) {
        var environment = environment(identity);
        if (kind == CodeKind.JAVA) {
            environment.put("JAVA_HOME", base.java().inside());
        }
        return environment;
    }

    /** The look at uploaded code: of Python with the folders in which it finds its packages, of a jar with the JVM that loads it. */
    List<String> validation(CodeKind kind, List<String> more) {
        var command = new ArrayList<>(List.of(base.python().executableInside(), "-I", "-m"));
        command.add(
                switch (kind) {
                    case PYTHON -> "aispm_sandbox.validate";
                    case JAVA -> "aispm_sandbox.validate_jar";
                });
        command.add(SandboxFolders.code(kind));
        command.addAll(more);
        return command;
    }

    /** The agent's program in an interpreter of its own, whose packages replace those that are loaded already. */
    List<String> alone() {
        return List.of(base.python().executableInside(), "-m", "aispm", SandboxFolders.code(CodeKind.PYTHON));
    }

    /** The installing of packages into a folder that it may write. */
    List<String> install(String folder, long bytes) {
        return List.of(
                base.python().executableInside(),
                "-I",
                "-m",
                "aispm_sandbox.install",
                SandboxFolders.GATE + "/index.sock",
                folder,
                Long.toString(bytes));
    }

    /** Makes a folder one that a sandbox can write into. */
    void hand(Path folder) throws IOException {
        if (asRoot) {
            RunFolder.hand(folder, UNPRIVILEGED);
        }
    }

    private static String user() {
        return Integer.toString(UNPRIVILEGED);
    }

    /** A folder or file of this host as a sandbox sees it. */
    record Bind(Path outside, String inside, boolean writable) {

        static Bind readOnly(Path outside, String inside) {
            return new Bind(outside, inside, false);
        }

        static Bind writable(Path outside, String inside) {
            return new Bind(outside, inside, true);
        }

        List<String> options() {
            return List.of(writable ? "--bind" : "--ro-bind", outside.toString(), inside);
        }
    }
}
