package io.aispm.stack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the project, the cache and this stack's data lie. */
public record Folders(Path project, Path cache, Path data) {

    public Folders {
        project = project.toAbsolutePath().normalize();
        cache = cache.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    public Path keys() {
        return data.resolve("keys");
    }

    public Path logs() {
        return data.resolve("logs");
    }

    public Path temporary() {
        return data.resolve("tmp");
    }

    /** Makes a folder that only its owner may enter. */
    public static Path makePrivate(Path folder) {
        try {
            var made = Files.createDirectories(folder);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
            return made;
        } catch (IOException refused) {
            throw new UncheckedIOException("The folder %s can't be made".formatted(folder), refused);
        }
    }
}
