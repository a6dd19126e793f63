package io.aispm.kit.kafka;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file of certificates in PEM that others may be told of: whatever else lies in it, a private key even, stays there. */
public record CertificateFile(Path path) {

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    /**
     * The certificates alone, one after another.
     *
     * @throws IllegalStateException where the file can't be read, or holds none
     */
    public String pem() {
        try {
            var found = CERTIFICATE
                    .matcher(Files.readString(path, StandardCharsets.UTF_8))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.joining("\n", "", "\n"));
            if (found.isBlank()) {
                throw new IllegalStateException("KAFKA_TRUSTSTORE_LOCATION: no certificate (PEM) is in " + path);
            }
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(found.getBytes(StandardCharsets.US_ASCII)));
            return found;
        } catch (IOException | CertificateException unreadable) {
            throw new IllegalStateException("KAFKA_TRUSTSTORE_LOCATION: " + path + " can't be read", unreadable);
        }
    }
}
