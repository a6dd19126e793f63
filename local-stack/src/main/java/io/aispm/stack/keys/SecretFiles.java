package io.aispm.stack.keys;

import io.aispm.stack.machine.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/** Random secrets, each made once and kept in a file that only its owner reads. */
public final class SecretFiles {

    private static final int BYTES = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    public SecretFiles(Path folder) {
        this.folder = folder;
    }

    public Path path(String name) {
        return folder.resolve(name);
    }

    public boolean has(String name) {
        return Files.isRegularFile(path(name));
    }

    /** A password or token, made when it is first asked for. */
    public String password(String name) {
        return keep(name, this::mint);
    }

    /** The content of a file, made when it is first asked for. */
    public String keep(String name, Supplier<String> maker) {
        try {
            if (!has(name)) {
                write(name, maker.get());
            }
            return Files.readString(path(name), StandardCharsets.UTF_8).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException("The file %s can't be used".formatted(path(name)), failed);
        }
    }

    public void write(String name, String content) {
        try {
            var file = path(name);
            var parent = file.getParent();
            if (parent != null) {
                Folders.makePrivate(parent);
            }
            var beside = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(beside);
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = Files.newByteChannel(
                    beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
                channel.write(StandardCharsets.UTF_8.encode(content));
            }
            Files.move(beside, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("The file %s can't be written".formatted(path(name)), failed);
        }
    }

    private String mint() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
