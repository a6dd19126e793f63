package io.aispm.api.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class TarArchiveTests {

    @Test
    void isMadeOfBlocksWithEachFilesNameAndContent() throws IOException {
        var archive = new TarArchive().add("a/b", "c.rego", "package x").finish();

        byte[] tar;
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(archive))) {
            tar = unpacked.readAllBytes();
        }
        assertThat(tar).hasSize(4 * 512);
        assertThat(new String(tar, 0, 6, StandardCharsets.US_ASCII)).isEqualTo("c.rego");
        assertThat(new String(tar, 345, 3, StandardCharsets.US_ASCII)).isEqualTo("a/b");
        assertThat(new String(tar, 512, 9, StandardCharsets.US_ASCII)).isEqualTo("package x");
    }

    @Test
    void sameFilesGiveTheSameBytes() {
        assertThat(new TarArchive().add("", "a", "b").finish())
                .isEqualTo(new TarArchive().add("", "a", "b").finish());
    }

    @Test
    void refusesANameThatWouldBeCut() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TarArchive().add("", "n".repeat(101), ""));
    }
}
