package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.testkit.TlsBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wire to a broker that speaks TLS only, with a certificate that no system trusts by itself. */
@Timeout(60)
class KafkaTlsIT {

    private static final String PASSWORD = "only-for-this-test";
    private static final byte[] REPLY = "{}".getBytes(StandardCharsets.UTF_8);

    private static @Nullable TlsBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TlsBroker.start("agent-a", PASSWORD);
        try (var admin = Admin.create(settings(authority()).producer())) {
            var topics = List.of(new NewTopic("chat.in", 1, (short) 1), new NewTopic("chat.out", 1, (short) 1));
            admin.createTopics(topics).all().get();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        broker().close();
    }

    private static TlsBroker broker() {
        if (broker == null) {
            throw new AssertionError("there is no broker");
        }
        return broker;
    }

    private static String authority() throws Exception {
        return Files.readString(broker().authority());
    }

    private static KafkaSettings settings(@Nullable String authority) {
        var told = Json.MAPPER.readValue(Golden.text("bootstrap.private-ca.json"), Bootstrap.class);
        return new KafkaSettings(
                "a",
                new Bootstrap(
                        "t1",
                        "",
                        "",
                        "",
                        broker().bootstrapServers(),
                        told.kafkaSecurityProtocol(),
                        told.kafkaSaslMechanism(),
                        "agent-a",
                        PASSWORD,
                        "group",
                        "chat.in",
                        "chat.out",
                        authority));
    }

    @Test
    void trustsTheAuthorityThatTheControlPlaneNamed() throws Exception {
        var wire = new KafkaWire(settings(authority()), "chat.in", "chat.out");

        wire.send("session", REPLY);

        wire.close();
    }

    @Test
    void trustsNobodyElse() {
        var another = Json.MAPPER
                .readValue(Golden.text("bootstrap.private-ca.json"), Bootstrap.class)
                .kafkaSslCaPem();
        for (var authority : new String[] {another, null}) {
            var wire = new KafkaWire(settings(authority), "chat.in", "chat.out");
            var sending = CompletableFuture.runAsync(() -> wire.send("session", REPLY));

            assertThat(sending)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("SSL handshake failed");
            wire.close();
        }
    }
}
