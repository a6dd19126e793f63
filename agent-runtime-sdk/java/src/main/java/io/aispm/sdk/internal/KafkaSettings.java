package io.aispm.sdk.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** How the clients of the chat's topics are made, of what the control plane told. */
record KafkaSettings(String agentId, Bootstrap given) {

    Map<String, Object> consumer() {
        var settings = connection();
        settings.put("group.id", given.kafkaGroupId());
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 64);
        settings.put("fetch.max.wait.ms", 1000);
        settings.put("key.deserializer", ByteArrayDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        return settings;
    }

    /** A reply waits for nobody, and its parts stay in order; who reads them drops what comes twice. */
    Map<String, Object> producer() {
        var settings = connection();
        settings.put("acks", "all");
        settings.put("enable.idempotence", false);
        settings.put("max.in.flight.requests.per.connection", 1);
        settings.put("linger.ms", 0);
        settings.put("delivery.timeout.ms", 60_000);
        settings.put("max.block.ms", 60_000);
        settings.put("buffer.memory", 8L * 1024 * 1024);
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        return settings;
    }

    private Map<String, Object> connection() {
        var settings = new HashMap<String, Object>();
        var protocol = given.kafkaSecurityProtocol() == null ? "PLAINTEXT" : given.kafkaSecurityProtocol();
        settings.put("bootstrap.servers", given.kafkaBootstrapServers());
        settings.put("client.id", "agent-" + agentId);
        settings.put("security.protocol", protocol);
        settings.put("request.timeout.ms", 15_000);
        settings.put("retry.backoff.ms", 100);
        settings.put("reconnect.backoff.max.ms", 2_000);
        settings.put("metric.reporters", "");
        settings.put("enable.metrics.push", false);
        if (protocol.startsWith("SASL")) {
            settings.put("sasl.mechanism", String.valueOf(given.kafkaSaslMechanism()));
            settings.put("sasl.jaas.config", login());
        }
        if (protocol.endsWith("SSL") && given.kafkaSslCaPem() != null) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.certificates", given.kafkaSslCaPem());
        }
        return settings;
    }

    private String login() {
        var module = String.valueOf(given.kafkaSaslMechanism()).startsWith("SCRAM")
                ? "org.apache.kafka.common.security.scram.ScramLoginModule"
                : "org.apache.kafka.common.security.plain.PlainLoginModule";
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(module, quoted(given.kafkaSaslUsername()), quoted(given.kafkaSaslPassword()));
    }

    private static String quoted(@org.jspecify.annotations.Nullable String text) {
        return String.valueOf(text).replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "KafkaSettings[" + agentId + "]";
    }
}
