package io.aispm.stack.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
