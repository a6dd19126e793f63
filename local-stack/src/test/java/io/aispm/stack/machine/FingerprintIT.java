package io.aispm.stack.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void changesWithTheSourcesAndWithTheWord() throws IOException {
        Files.writeString(folder.resolve("a.py"), "one");
        var before = Fingerprint.ofFolder(folder, "3.11");

        assertThat(Fingerprint.ofFolder(folder, "3.12")).isNotEqualTo(before);
        Files.writeString(folder.resolve("a.py"), "two");
        assertThat(Fingerprint.ofFolder(folder, "3.11")).isNotEqualTo(before);
    }

    @Test
    void looksAwayFromWhatToolsMake() throws IOException {
        Files.writeString(folder.resolve("a.py"), "one");
        var before = Fingerprint.ofFolder(folder, "3.11");

        Files.createDirectories(folder.resolve("__pycache__"));
        Files.writeString(folder.resolve("__pycache__/a.pyc"), "x");

        assertThat(Fingerprint.ofFolder(folder, "3.11")).isEqualTo(before);
    }

    @Test
    void ofAJarChangesWithAnyEntryAndNotWithTheTimeOfTheBuild() throws IOException {
        var before = Fingerprint.ofJar(jar("before.jar", "one", 1_000_000_000_000L));

        assertThat(Fingerprint.ofJar(jar("later.jar", "one", 1_700_000_000_000L)))
                .isEqualTo(before);
        assertThat(Fingerprint.ofJar(jar("other.jar", "two", 1_000_000_000_000L)))
                .isNotEqualTo(before);
    }

    private Path jar(String name, String text, long millis) throws IOException {
        var jar = folder.resolve(name);
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            var entry = new ZipEntry("BOOT-INF/lib/a.jar");
            entry.setTime(millis);
            out.putNextEntry(entry);
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
