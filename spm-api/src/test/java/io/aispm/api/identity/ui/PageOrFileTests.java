package io.aispm.api.identity.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;

class PageOrFileTests {

    @TempDir
    private Path folder;

    private final PageOrFile files = new PageOrFile();

    @BeforeEach
    void build() throws IOException {
        Files.createDirectory(folder.resolve("ui"));
        Files.writeString(folder.resolve("ui/index.html"), "page");
        Files.writeString(folder.resolve("ui/favicon.svg"), "icon");
        Files.writeString(folder.resolve("secret.txt"), "secret");
    }

    @Test
    void findsAFile() throws IOException {
        assertThat(find("favicon.svg")).isEqualTo("favicon.svg");
    }

    @Test
    void drawsEveryAddressByTheOnePage() throws IOException {
        assertThat(find("")).isEqualTo("index.html");
        assertThat(find("agents/0198")).isEqualTo("index.html");
        assertThat(find("agents/")).isEqualTo("index.html");
    }

    @Test
    void missesAFileThatIsNotThere() throws IOException {
        assertThat(find("assets/old-hash.js")).isNull();
    }

    @Test
    void staysInItsFolder() throws IOException {
        assertThat(find("../secret.txt")).isNull();
    }

    private @Nullable String find(String path) throws IOException {
        var found = files.getResource(path, new FileSystemResource(folder.resolve("ui") + "/"));
        return found == null ? null : found.getFilename();
    }
}
