package io.aispm.api.agent.kafka;

import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.testkit.TestBroker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A real broker that lets nobody do anything without a right to it, as the platform's own does. */
final class SecuredKafka implements AutoCloseable {

    private static final String ADMIN = "spm-api";
    private static final String PASSWORD = "only-for-this-test";

    private final int port;
    private final TestBroker broker;

    SecuredKafka() throws Exception {
        this.port = TestBroker.freePort();
        var controller = TestBroker.freePort();
        this.broker = TestBroker.start(
                controller,
                List.of("SCRAM-SHA-512=[name=" + ADMIN + ",password=" + PASSWORD + "]"),
                settings(TestBroker.freePort(), controller));
    }

    /** How the platform connects. */
    KafkaSettings platform() {
        return user(ADMIN, PASSWORD);
    }

    /** How an agent connects. */
    KafkaSettings user(String name, String password) {
        return new KafkaSettings("127.0.0.1:" + port, "SASL_PLAINTEXT", "SCRAM-SHA-512", name, password, null);
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }

    private Map<String, String> settings(int internal, int controller) {
        return Map.ofEntries(
                Map.entry(
                        "listeners",
                        "CLIENTS://127.0.0.1:%d,INTERNAL://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                                .formatted(port, internal, controller)),
                Map.entry(
                        "advertised.listeners",
                        "CLIENTS://127.0.0.1:%d,INTERNAL://127.0.0.1:%d".formatted(port, internal)),
                Map.entry(
                        "listener.security.protocol.map",
                        "CLIENTS:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("inter.broker.listener.name", "INTERNAL"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS;User:" + ADMIN));
    }
}
