package io.aispm.stack.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs what the machine lacks with the system's own packager, when it may. */
public final class SystemPackages {

    private record Packager(String program, List<String> install, boolean needsUpdate) {}

    private static final List<Packager> KNOWN = List.of(
            new Packager("apt-get", List.of("install", "-y", "--no-install-recommends"), true),
            new Packager("dnf", List.of("install", "-y"), false),
            new Packager("zypper", List.of("--non-interactive", "install"), false),
            new Packager("pacman", List.of("-S", "--noconfirm"), false),
            new Packager("apk", List.of("add"), false));

    private SystemPackages() {}

    /** Installs the packages, or says with which command a person can. */
    public static void install(Progress progress, String why, String... packages) {
        var packager = KNOWN.stream()
                .filter(known -> Shell.which(known.program()).isPresent())
                .findFirst();
        var names = List.of(packages);
        if (packager.isEmpty()) {
            throw StackException.because("%s is missing (%s); install it with your system's packager"
                    .formatted(String.join(" ", names), why));
        }
        var command = command(packager.get(), names);
        var prefix = privileges();
        if (prefix.isEmpty()) {
            throw StackException.because("%s is missing (%s); install it with: sudo %s"
                    .formatted(String.join(" ", names), why, String.join(" ", command)));
        }
        progress.say("installing %s (%s) with %s"
                .formatted(String.join(" ", names), why, packager.get().program()));
        var environment = Map.of("DEBIAN_FRONTEND", "noninteractive");
        if (packager.get().needsUpdate()) {
            Shell.run(join(prefix.get(), List.of(packager.get().program(), "update", "-qq")), environment);
        }
        var outcome = Shell.run(join(prefix.get(), command), environment);
        if (!outcome.succeeded()) {
            throw StackException.because("Installing %s failed: %s; try: sudo %s"
                    .formatted(String.join(" ", names), outcome.lastLine(), String.join(" ", command)));
        }
    }

    private static List<String> command(Packager packager, List<String> names) {
        var command = new ArrayList<String>();
        command.add(packager.program());
        command.addAll(packager.install());
        command.addAll(names);
        return command;
    }

    private static Optional<List<String>> privileges() {
        if (Shell.isRoot()) {
            return Optional.of(List.of());
        }
        var allowed = Shell.which("sudo").isPresent()
                && Shell.run("sudo", "-n", "true").succeeded();
        return allowed ? Optional.of(List.of("sudo", "-n")) : Optional.empty();
    }

    private static List<String> join(List<String> first, List<String> second) {
        var whole = new ArrayList<>(first);
        whole.addAll(second);
        return whole;
    }
}
