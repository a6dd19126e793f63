package io.aispm.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningTests {

    private final Learning learning = new Learning();

    @Test
    void beginsNothingOnceItWasEnded(@TempDir Path folder) throws IOException {
        var jar = Files.createFile(folder.resolve("app.jar"));
        var archive = new ClassArchive(jar, "classes");
        Files.writeString(folder.resolve("classes-" + Runtime.version() + ".loading"), "java/lang/Object\n");

        learning.end();

        assertThat(learning.make(List.of(archive))).isFalse();
        assertThat(archive.isWanted()).isTrue();
    }
}
