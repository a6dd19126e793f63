package io.aispm.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTests {

    @TempDir
    private Path folder;

    @Test
    void readsWhatItEncrypted() {
        var keys = KeyRing.ephemeral();

        assertThat(keys.decryptText(keys.encryptText("secret", "row-1"), "row-1"))
                .isEqualTo("secret");
    }

    @Test
    void refusesACiphertextMovedToAnotherRow() {
        var keys = KeyRing.ephemeral();
        var cipher = keys.encryptText("secret", "row-1");

        assertThatExceptionOfType(KeyRingException.class).isThrownBy(() -> keys.decryptText(cipher, "row-2"));
    }

    @Test
    void refusesAnotherRingsCiphertext() {
        var cipher = KeyRing.ephemeral().encryptText("secret", "row-1");

        assertThatExceptionOfType(KeyRingException.class)
                .isThrownBy(() -> KeyRing.ephemeral().decryptText(cipher, "row-1"));
    }

    @Test
    void aNewFileIsItsOwnersAndCanBeOpenedAgain() throws Exception {
        var file = folder.resolve("keyring.json");

        KeyRing.create(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var cipher = KeyRing.open(file).encryptText("secret", "row");
        assertThat(KeyRing.open(file).decryptText(cipher, "row")).isEqualTo("secret");
        assertThat(new String(cipher, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void neverReplacesAKeyRing() {
        var file = folder.resolve("keyring.json");
        KeyRing.create(file);

        assertThatExceptionOfType(KeyRingException.class).isThrownBy(() -> KeyRing.create(file));
    }

    @Test
    void aSecretCannotBePrinted() {
        assertThat(new Secret("hunter2")).asString().doesNotContain("hunter2");
    }

    @Test
    void tokensCarryTheirPrefixAndAreNeverTheSame() {
        var token = Tokens.mint("mcp_");

        assertThat(token).startsWith("mcp_").hasSize(4 + 43).isNotEqualTo(Tokens.mint("mcp_"));
        assertThat(Tokens.matches(token, token)).isTrue();
        assertThat(Tokens.matches(token, token + "x")).isFalse();
    }
}
