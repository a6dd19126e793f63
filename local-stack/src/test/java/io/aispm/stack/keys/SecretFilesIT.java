package io.aispm.stack.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.stack.machine.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void makesASecretOnce() {
        var first = new SecretFiles(folder).password("kafka/broker");

        assertThat(first).hasSizeGreaterThanOrEqualTo(43);
        assertThat(new SecretFiles(folder).password("kafka/broker")).isEqualTo(first);
    }

    @Test
    void letsOnlyTheOwnerReadThem() throws Exception {
        new SecretFiles(folder).password("kafka/broker");

        var permissions = Files.getPosixFilePermissions(folder.resolve("kafka/broker"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void makesAllKeysOfAStack() {
        var keys = new StackKeys(new Folders(folder, folder, folder));

        keys.prepare();

        assertThat(keys.haveBeenMade()).isTrue();
        assertThat(keys.keyRingFile()).content().contains("AesGcmKey");
        assertThat(keys.publicKeysFile()).content().doesNotContain("\"d\"");
        assertThat(keys.serviceTokens()).isDirectoryContaining("glob:**/local-stack");
    }
}
