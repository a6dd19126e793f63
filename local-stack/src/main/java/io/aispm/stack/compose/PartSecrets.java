package io.aispm.stack.compose;

import io.aispm.stack.keys.StackKeys;
import io.aispm.stack.part.BrokerConfiguration;
import io.aispm.stack.part.KafkaPart;
import io.aispm.stack.part.KafkaTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which secrets each part of a deployment gets: its own, and no other's. Names are those its settings have. */
final class PartSecrets {

    private static final String AUTHORITY = "kafka-authority.pem";
    private static final String BROKER = "kafka-broker:9092";
    private static final int CONTROLLER_PORT = 9093;
    private static final Path BROKER_DATA = Path.of("/var/lib/kafka/data");
    private static final BrokerConfiguration.Certificates CERTIFICATES = new BrokerConfiguration.Certificates(
            Path.of("/run/secrets/broker.pem"), Path.of("/run/secrets", AUTHORITY));

    private final StackKeys keys;
    private final @Nullable Path authority;

    PartSecrets(StackKeys keys, KafkaTransport transport) {
        this.keys = keys;
        this.authority = transport.authority();
    }

    /** File names and contents, by part. */
    Map<String, Map<String, String>> all() {
        return Map.of(
                "postgres", Map.of("superuser", keys.databaseSuperuserPassword()),
                "kafka", broker(),
                "opa",
                        Map.of(
                                "service-token",
                                read(keys.serviceTokenFile("opa")),
                                "bundle-key.pem",
                                read(keys.bundlePublicKeyFile())),
                "spm-api", controlPlane(),
                "spm-llm-proxy", service("spm-llm-proxy"),
                "spm-mcp", service("spm-mcp"),
                "lineage-consumer", withDatabase("lineage-consumer"));
    }

    private Map<String, String> broker() {
        var configuration = new BrokerConfiguration(
                "0.0.0.0:9092",
                BROKER,
                CONTROLLER_PORT,
                keys.kafkaPassword("broker"),
                BROKER_DATA,
                authority == null ? null : CERTIFICATES);
        var users = StackKeys.KAFKA_USERS.stream()
                .map(user -> KafkaPart.user(user, keys.kafkaPassword(user)))
                .collect(Collectors.joining("\n", "", "\n"));
        var files = new TreeMap<>(Map.of("broker.properties", configuration.properties(), "users", users));
        if (authority != null) {
            files.put("broker.pem", read(keys.kafkaCertificateFile()));
            files.put(AUTHORITY, read(authority));
        }
        return files;
    }

    private Map<String, String> controlPlane() {
        var files = new TreeMap<>(withDatabase("spm-api"));
        files.put("keyring.json", read(keys.keyRingFile()));
        files.put("jwks.json", read(keys.publicKeysFile()));
        files.put("bundle-key.json", read(keys.bundleKeyFile()));
        return files;
    }

    /** Who has a database also answers other services, so it must know them. */
    private Map<String, String> withDatabase(String name) {
        var files = new TreeMap<>(service(name));
        files.put("SPM_DATABASE_PASSWORD", keys.databasePassword());
        StackKeys.CALLERS.forEach(caller -> files.put("service-tokens/" + caller, read(keys.serviceTokenFile(caller))));
        return files;
    }

    private Map<String, String> service(String name) {
        var files = new TreeMap<>(Map.of(
                "KAFKA_SASL_PASSWORD", keys.kafkaPassword(name), "service-token", read(keys.serviceTokenFile(name))));
        if (authority != null) {
            files.put(AUTHORITY, read(authority));
        }
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file %s can't be read".formatted(file), unreadable);
        }
    }
}
