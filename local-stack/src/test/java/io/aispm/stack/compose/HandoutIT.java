package io.aispm.stack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandoutIT {

    @TempDir
    private Path data = Path.of("");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void give() {
        handout().give(Map.of());
    }

    private Handout handout() {
        return new Handout(new StackKeys(new Folders(data, data, data)), folder);
    }

    @Test
    void givesEachServiceItsOwnPasswordsOnly() {
        assertThat(folder.resolve("spm-mcp")).isDirectoryContaining("glob:**/KAFKA_SASL_PASSWORD");
        assertThat(folder.resolve("spm-mcp")).isDirectoryNotContaining("glob:**/{keyring.json,SPM_DATABASE_PASSWORD}");
        assertThat(text("spm-mcp/KAFKA_SASL_PASSWORD")).isNotEqualTo(text("spm-llm-proxy/KAFKA_SASL_PASSWORD"));
    }

    @Test
    void keepsTheIssuersKeyToItself() {
        assertThat(folder.resolve("spm-api")).isDirectoryContaining("glob:**/jwks.json");
        assertThat(text("spm-api/jwks.json")).doesNotContain("\"d\"");
        assertThat(folder.resolve("spm-api")).isDirectoryNotContaining("glob:**/issuer.json");
    }

    @Test
    void tellsTheBrokerItsUsers() {
        assertThat(text("kafka/users").lines()).hasSize(StackKeys.KAFKA_USERS.size());
        assertThat(text("kafka/broker.properties"))
                .contains("advertised.listeners=CLIENTS://kafka-broker:9092", "allow.everyone.if.no.acl.found=false");
    }

    @Test
    void givesTheSameAgain() {
        var before = text("postgres/superuser");

        handout().give(Map.of());

        assertThat(text("postgres/superuser")).isEqualTo(before);
    }

    @Test
    void letsOnlyThePartsUserRead() throws IOException {
        var permissions = Files.getPosixFilePermissions(folder.resolve("spm-api/service-tokens/opa"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
