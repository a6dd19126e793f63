package io.aispm.api.agent.runtime.bubblewrap;

import io.aispm.api.agent.runtime.Sandbox;
import io.aispm.contract.agent.AgentId;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The folder in which this runtime keeps what it must find again: one folder an agent, and in it one a start. */
record RunFolder(Path root) {

    private static final String PRIVATE = "rwx------";
    private static final String OPEN = "rwxr-xr-x";

    Path gate() {
        return root.resolve("gate");
    }

    Path base() {
        return root.resolve("base");
    }

    Path index() {
        return root.resolve("index");
    }

    Path packages() {
        return root.resolve("packages");
    }

    /** What sandboxes see as their agents' folders, one each. */
    Path sandboxes() {
        return root.resolve("sandboxes");
    }

    /** What keepers complain of. */
    Path notes() {
        return root.resolve("keepers.log");
    }

    Path agents() {
        return root.resolve("agents");
    }

    Path agent(AgentId agent) {
        return agents().resolve(agent.toString());
    }

    Path start(Sandbox sandbox) {
        return agent(sandbox.agent()).resolve(sandbox.start());
    }

    /** Makes the folders that every sandbox needs; only this user may look into them. */
    void prepare() throws IOException {
        folder(root, PRIVATE);
        if (!Files.getOwner(root).equals(Files.getOwner(Path.of("/proc/self")))) {
            throw new IOException(root + " belongs to another user");
        }
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(PRIVATE));
        folder(gate(), OPEN);
        folder(index(), OPEN);
        folder(packages(), PRIVATE);
        folder(agents(), PRIVATE);
        folder(sandboxes(), PRIVATE);
        forgetUnclaimed();
    }

    /** Removes what sandboxes left that never had an agent: they ended with the process that made them. */
    private void forgetUnclaimed() throws IOException {
        var claimed = known().stream()
                .flatMap(agent -> starts(agent).stream())
                .flatMap(start -> new StartFiles(start(start)).inside().stream())
                .collect(Collectors.toSet());
        try (var all = Files.list(sandboxes())) {
            for (var unclaimed :
                    all.filter(sandbox -> !claimed.contains(sandbox)).toList()) {
                delete(unclaimed);
            }
        }
    }

    /** A new empty folder for something short-lived. */
    Path temporary() throws IOException {
        var trials = folder(root.resolve("trials"), PRIVATE);
        return Files.createTempDirectory(trials, "t");
    }

    List<Sandbox> starts(AgentId agent) {
        var found = new ArrayList<Sandbox>();
        for (var name : names(agent(agent))) {
            if (Files.isDirectory(agent(agent).resolve(name))) {
                found.add(new Sandbox(agent, name));
            }
        }
        return found;
    }

    List<AgentId> known() {
        return names(agents()).stream().map(AgentId::of).toList();
    }

    private static List<String> names(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.map(Path::getFileName).map(Path::toString).sorted().toList();
        } catch (IOException absent) {
            return List.of();
        }
    }

    /** Gives a folder to a user, so that a sandbox can write into it. */
    static void hand(Path folder, int user) throws IOException {
        Files.setAttribute(folder, "unix:uid", user);
        Files.setAttribute(folder, "unix:gid", user);
    }

    /** A folder with exactly these permissions, whatever this process's mask. */
    static Path folder(Path folder, String permissions) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        return folder;
    }

    /** A folder that a sandbox can read. */
    static Path openFolder(Path folder) throws IOException {
        return folder(folder, OPEN);
    }

    /** A file that a sandbox can read. */
    static void openFile(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    static void delete(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            return;
        }
    }
}
