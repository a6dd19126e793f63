package io.aispm.kit.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where Kafka is and who this service is to it.
 *
 * @param saslUsername the service's own user; empty where the protocol has no SASL
 * @param truststoreLocation a file of certificates (PEM) that vouch for the brokers; those of this Java runtime if empty
 */
@ConfigurationProperties("spm.kafka")
public record KafkaSettings(
        @DefaultValue("kafka-broker:9092") String bootstrapServers,
        @DefaultValue("PLAINTEXT") String securityProtocol,
        @DefaultValue("SCRAM-SHA-512") String saslMechanism,
        @Nullable String saslUsername,
        @Nullable String saslPassword,
        @Nullable String truststoreLocation) {

    /** What a client of any kind needs. */
    public Map<String, Object> client() {
        var settings = new HashMap<String, Object>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, securityProtocol);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        if (securityProtocol.startsWith("SASL")) {
            settings.put(SaslConfigs.SASL_MECHANISM, saslMechanism);
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, login());
        }
        authorities().ifPresent(file -> {
            settings.put("ssl.truststore.location", file.path().toString());
            settings.put("ssl.truststore.type", "PEM");
        });
        return settings;
    }

    /** Who vouches for the brokers, where that is said and the protocol is TLS. */
    public Optional<CertificateFile> authorities() {
        return securityProtocol.endsWith("SSL")
                ? Optional.ofNullable(truststoreLocation)
                        .filter(StringUtils::hasText)
                        .map(file -> new CertificateFile(Path.of(file)))
                : Optional.empty();
    }

    /** A producer of JSON that loses nothing and repeats nothing. */
    public Map<String, Object> producer() {
        var settings = client();
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    /** A consumer of JSON that commits only what has been dealt with. */
    public Map<String, Object> consumer() {
        var settings = client();
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }

    /** Names the servers; the password stays out of logs. */
    @Override
    public String toString() {
        return "KafkaSettings[" + bootstrapServers + " " + securityProtocol + "]";
    }

    private String login() {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + quoted(saslUsername)
                + "\" password=\"" + quoted(saslPassword) + "\";";
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "" : value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
