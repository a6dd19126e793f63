package io.aispm.lineage;

import io.aispm.contract.Topics;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import io.aispm.testkit.TestBroker;
import io.aispm.testkit.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** A database and a broker that may go away, and any number of replicas of the service between them. */
final class Platform implements AutoCloseable {

    private static final int PARTITIONS = 6;

    final TestDatabase database = TestDatabase.start();
    final TestBroker broker;

    private final String kafka;
    private final JsonMapper json = WireJson.betweenServices();
    private final List<ConfigurableApplicationContext> replicas = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;

    Platform() throws Exception {
        var clients = TestBroker.freePort();
        var controller = TestBroker.freePort();
        kafka = "127.0.0.1:" + clients;
        var listeners = "PLAINTEXT://%s,CONTROLLER://127.0.0.1:%d".formatted(kafka, controller);
        broker = TestBroker.start(
                controller, List.of(), Map.of("listeners", listeners, "advertised.listeners", "PLAINTEXT://" + kafka));
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.LINEAGE, PARTITIONS, (short) 1),
                            new NewTopic(Topics.LINEAGE + ".dead", 1, (short) 1)))
                    .all()
                    .get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "linger.ms", 5, "delivery.timeout.ms", 120_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One more replica, that reads already. */
    ConfigurableApplicationContext replica(String... more) {
        var replica = new SpringApplicationBuilder(LineageConsumerApplication.class)
                .properties(more)
                .properties(
                        "SERVER_PORT=0",
                        "MANAGEMENT_SERVER_PORT=0",
                        "SPM_DATABASE_URL=" + database.url(),
                        "SPM_DATABASE_USERNAME=postgres",
                        "KAFKA_BOOTSTRAP_SERVERS=" + kafka)
                .run();
        replicas.add(replica);
        return replica;
    }

    /** Sends events of many agents, so that they lie in all partitions; they are on their way, not there yet. */
    List<UUID> send(int count) {
        var ids = new ArrayList<UUID>(count);
        var agents = new ArrayList<TestEvents>();
        for (int n = 0; n < 20; n++) {
            agents.add(new TestEvents());
        }
        for (int n = 0; n < count; n++) {
            var events = agents.get(n % agents.size());
            var event = events.of(EventType.AGENT_LOG, Map.of("message", "number " + n));
            ids.add(event.eventId());
            send(event);
        }
        return ids;
    }

    void send(LineageEvent event) {
        var key = String.valueOf(event.agentId()).getBytes(StandardCharsets.UTF_8);
        var _ = producer.send(new ProducerRecord<>(Topics.LINEAGE, key, json.writeValueAsBytes(event)));
    }

    /** Until the broker has all that was sent. */
    void flush() {
        producer.flush();
    }

    /** The ids that the database holds, each as often as it does. */
    List<UUID> kept() {
        return jdbc().sql("select event_id from lineage.session_events")
                .query((row, _) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .list();
    }

    JdbcClient jdbc() {
        return JdbcClient.create(new DriverManagerDataSource(database.url()));
    }

    @Override
    public void close() throws IOException {
        replicas.forEach(ConfigurableApplicationContext::close);
        producer.close();
        broker.close();
        database.close();
    }
}
