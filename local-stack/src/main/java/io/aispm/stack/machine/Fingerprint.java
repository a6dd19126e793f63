package io.aispm.stack.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.ZipFile;

/** Tells whether files are still the ones that something was made from. */
public final class Fingerprint {

    private static final int SHORT = 16;
    private static final Set<String> MADE_BY_TOOLS =
            Set.of("build", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "node_modules");

    private final MessageDigest digest = sha256();

    private Fingerprint() {}

    public static String ofFile(Path file) {
        var fingerprint = new Fingerprint();
        fingerprint.add(file);
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    /**
     * Of a jar's directory: the names, sizes and check sums of what is in it. A service's jar has 150 MB, and reading all
     * of it at each start would cost more than starting the service.
     */
    public static String ofJar(Path jar) {
        var fingerprint = new Fingerprint();
        try (var archive = new ZipFile(jar.toFile())) {
            archive.stream().forEach(entry -> {
                var line = "%s %d %d%n".formatted(entry.getName(), entry.getSize(), entry.getCrc());
                fingerprint.digest.update(line.getBytes(StandardCharsets.UTF_8));
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    /** A short one of a folder's sources and of a word that must match too. */
    public static String ofFolder(Path folder, String word) {
        var fingerprint = new Fingerprint();
        fingerprint.digest.update(word.getBytes(StandardCharsets.UTF_8));
        try (var files = Files.walk(folder)) {
            files.filter(file -> isSource(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> {
                        var name = folder.relativize(file).toString();
                        fingerprint.digest.update(name.getBytes(StandardCharsets.UTF_8));
                        fingerprint.add(file);
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return HexFormat.of().formatHex(fingerprint.digest.digest()).substring(0, SHORT);
    }

    private static boolean isSource(Path name) {
        for (var part : name) {
            var text = part.toString();
            if (MADE_BY_TOOLS.contains(text) || text.endsWith(".egg-info")) {
                return false;
            }
        }
        return true;
    }

    private void add(Path file) {
        try (var in = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK knows SHA-256", impossible);
        }
    }
}
