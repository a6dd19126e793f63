package io.aispm.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormerBuildsTests {

    @TempDir
    private Path applications;

    @Test
    void keepsThoseThatWereUsedLast() {
        var first = unpacked("spm-api-000000000000000a", 10);
        unpacked("spm-api-000000000000000b", 20);
        unpacked("spm-api-000000000000000c", 30);
        unpacked("spm-api-000000000000000d", 40);
        FormerBuilds.use(first);

        FormerBuilds.forget(applications, "spm-api", application -> false);

        assertThat(applications)
                .isDirectoryNotContaining("glob:**-000000000000000b")
                .isDirectoryContaining("glob:**-000000000000000a")
                .isDirectoryContaining("glob:**-000000000000000c")
                .isDirectoryContaining("glob:**-000000000000000d");
    }

    @Test
    void leavesWhatAProcessRunsFrom() {
        var run = unpacked("spm-api-000000000000000a", 10);
        for (var letter : new String[] {"b", "c", "d"}) {
            unpacked("spm-api-000000000000000" + letter, 20);
        }

        FormerBuilds.forget(applications, "spm-api", run::equals);

        assertThat(run).exists();
    }

    @Test
    void leavesOtherModulesAndWhatIsBeingUnpacked() {
        var other = unpacked("spm-mcp-000000000000000a", 10);
        var half = unpacked("spm-api-000000000000000a.new-7", 10);
        for (var letter : new String[] {"b", "c", "d", "e"}) {
            unpacked("spm-api-000000000000000" + letter, 20);
        }

        FormerBuilds.forget(applications, "spm-api", application -> false);

        assertThat(other).exists();
        assertThat(half).exists();
    }

    /** With something in it, used so many seconds after 1970. */
    private Path unpacked(String name, int seconds) {
        try {
            var folder = applications.resolve(name);
            Files.writeString(Files.createDirectories(folder.resolve("lib")).resolve("some.jar"), "");
            return Files.setLastModifiedTime(folder, FileTime.fromMillis(seconds * 1000L));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
