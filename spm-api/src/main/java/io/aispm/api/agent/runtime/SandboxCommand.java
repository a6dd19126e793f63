package io.aispm.api.agent.runtime;

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
    private static final String UNPRIVILEGED = "610010001";
    private static final long MIB = 1024 * 1024;

    /** The whole command: these binds beside the shared parts, this much temporary space, and the command inside. */
    List<String> of(List<String> binds, int temporaryMb, List<String> inside) {
        var folders = new ArrayList<>(base.options());
        folders.addAll(binds);
        var command = new ArrayList<String>(List.of(bubblewrap));
        if (asRoot) {
            command.addAll(folders);
            command.addAll(List.of("--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc", "--remount-ro", "/"));
            command.addAll(List.of("--die-with-parent", "--cap-drop", "ALL"));
            command.addAll(List.of("--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--", setpriv));
            command.addAll(List.of("--reuid", UNPRIVILEGED, "--regid", UNPRIVILEGED, "--clear-groups"));
            command.addAll(List.of("--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", bubblewrap));
            command.addAll(List.of("--ro-bind", "/", "/"));
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

    /** The sandbox's first process, which carries the ports out and minds the agent. */
    List<String> agent(List<GateTarget> targets) {
        var python = base.python().executableInside();
        var ports = String.join(
                ",",
                targets.stream().map(target -> Integer.toString(target.port())).toList());
        var init = List.of(python, "-I", "-m", "aispm_sandbox.init", SandboxFolders.GATE, ports, "256");
        var command = new ArrayList<>(init);
        command.addAll(List.of(python, "-m", "aispm", SandboxFolders.CODE));
        return command;
    }

    /** The look at uploaded code. */
    List<String> validation() {
        return List.of(base.python().executableInside(), "-I", "-m", "aispm_sandbox.validate", SandboxFolders.CODE);
    }

    static List<String> readOnly(Path outside, String inside) {
        return List.of("--ro-bind", outside.toString(), inside);
    }
}
