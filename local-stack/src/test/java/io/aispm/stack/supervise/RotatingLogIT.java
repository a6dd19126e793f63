package io.aispm.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void staysWithinItsBounds() throws IOException {
        try (var log = new RotatingLog(folder.resolve("part.log"), 10)) {
            for (var line : new String[] {"first\n", "second\n", "third\n", "fourth\n", "fifth\n", "sixth\n"}) {
                var bytes = line.getBytes(StandardCharsets.UTF_8);
                log.write(bytes, bytes.length);
            }
        }

        assertThat(folder.resolve("part.log")).hasContent("sixth");
        assertThat(folder.resolve("part.log.1")).hasContent("fifth");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(4);
        }
    }
}
