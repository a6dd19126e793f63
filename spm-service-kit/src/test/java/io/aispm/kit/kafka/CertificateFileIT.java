package io.aispm.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What of a file of certificates others are told. */
class CertificateFileIT {

    private static final String KEY = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n";

    @TempDir
    private Path folder = Path.of("");

    private CertificateFile file(String content) throws IOException {
        return new CertificateFile(Files.writeString(folder.resolve("authority.pem"), content));
    }

    private static String certificate() throws IOException {
        try (var golden = CertificateFileIT.class.getResourceAsStream("/golden/bootstrap.private-ca.json")) {
            return new JsonMapper()
                    .readTree(Objects.requireNonNull(golden))
                    .path("kafka_ssl_ca_pem")
                    .asString();
        }
    }

    @Test
    void tellsTheCertificatesAndNothingElse() throws IOException {
        var told = file("Our own authority\n" + KEY + certificate() + certificate())
                .pem();

        assertThat(told).isEqualTo(certificate() + certificate()).doesNotContain("PRIVATE");
    }

    @Test
    void saysThatAFileHoldsNone() throws IOException {
        var empty = file(KEY);

        assertThatThrownBy(empty::pem).hasMessageContaining("KAFKA_TRUSTSTORE_LOCATION: no certificate (PEM) is in");
    }

    @Test
    void saysThatAFileIsMissingOrBroken() throws IOException {
        var broken = file("-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n");
        var missing = new CertificateFile(folder.resolve("missing.pem"));

        assertThatThrownBy(broken::pem).hasMessageContaining("can't be read");
        assertThatThrownBy(missing::pem).hasMessageContaining("can't be read");
    }
}
