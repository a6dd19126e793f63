package io.aispm.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A real broker that lets nobody do anything without a right to it, as the platform's own does: SCRAM users and ACLs. */
public final class SecuredBroker implements AutoCloseable {

    /** How every user authenticates. */
    public static final String PROTOCOL = "SASL_PLAINTEXT";

    /** What a password is proved with. */
    public static final String MECHANISM = "SCRAM-SHA-512";

    /** Who may do everything. */
    public static final String ADMIN = "spm-api";

    /** The password of {@link #ADMIN}. */
    public static final String ADMIN_PASSWORD = "only-for-this-test";

    private final int port;
    private final TestBroker broker;

    public SecuredBroker() throws Exception {
        this.port = TestBroker.freePort();
        var controller = TestBroker.freePort();
        this.broker = TestBroker.start(
                controller,
                List.of("%s=[name=%s,password=%s]".formatted(MECHANISM, ADMIN, ADMIN_PASSWORD)),
                settings(TestBroker.freePort(), controller));
    }

    /** Where clients find it, also after a restart. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** The settings of Kafka's own Java clients for a user. */
    public Map<String, Object> client(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                address(),
                "security.protocol",
                PROTOCOL,
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password));
    }

    /** Stops the broker, which cuts every connection; topics, users and rights stay. */
    public void stop() {
        broker.stop();
    }

    /** Starts it again after {@link #stop()}, under the same address. */
    public void startAgain() {
        broker.startAgain();
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
                        "CLIENTS:%s,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT".formatted(PROTOCOL)),
                Map.entry("inter.broker.listener.name", "INTERNAL"),
                Map.entry("sasl.enabled.mechanisms", MECHANISM),
                Map.entry(
                        "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS;User:" + ADMIN));
    }
}
