package io.aispm.stack.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.machine.Folders;
import io.aispm.stack.part.KafkaTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
        return handout(Map.of());
    }

    private Handout handout(Map<String, String> environment) {
        var keys = new StackKeys(new Folders(data, data, data));
        return new Handout(keys, KafkaTransport.of(environment, keys), folder);
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
    void givesTheBrokerItsKeyAndEverybodyElseItsAuthority() {
        assertThat(text("kafka/broker.properties"))
                .contains("CLIENTS:SASL_PLAINTEXT")
                .doesNotContain("ssl.");

        handout(Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")).give(Map.of());

        assertThat(text("kafka/broker.properties"))
                .contains("CLIENTS:SASL_SSL", "ssl.keystore.location=/run/secrets/broker.pem");
        assertThat(text("kafka/broker.pem")).contains("PRIVATE KEY", "CERTIFICATE");
        for (var service : List.of("spm-api", "spm-mcp", "spm-llm-proxy", "lineage-consumer")) {
            assertThat(text(service + "/kafka-authority.pem"))
                    .contains("CERTIFICATE")
                    .doesNotContain("PRIVATE KEY");
            assertThat(folder.resolve(service)).isDirectoryNotContaining("glob:**/broker.pem");
        }
    }

    @Test
    void knowsTwoProtocols() {
        assertThatThrownBy(() -> handout(Map.of("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")))
                .hasMessageContaining("may be SASL_PLAINTEXT or SASL_SSL");
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
