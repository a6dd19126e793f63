package io.aispm.kit.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.testkit.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaLineageIT {

    private static final TenantId TENANT = TenantId.of("t1");

    private final LineageEvents events = new LineageEvents(new Ids(), Clock.systemUTC(), "test");

    @Test
    void sendsEachEventOnceAndInOrder() {
        TestKafka.createTopics(Topics.LINEAGE);
        var sent = new ArrayList<UUID>();
        try (var producer = new KafkaLineageProducer(settings(), 100, new SimpleMeterRegistry())) {
            for (var i = 0; i < 50; i++) {
                var event = event();
                sent.add(event.eventId());
                producer.emit(event);
            }
        }

        assertThat(readFromTheStart(50)).containsSubsequence(sent);
    }

    @Test
    void dropsAndCountsWhatFindsTheQueueFullWhileTheBrokerIsAway() {
        var meters = new SimpleMeterRegistry();
        var nowhere = new KafkaSettings("127.0.0.1:1", "PLAINTEXT", "", null, null, null);
        try (var producer = new KafkaLineageProducer(nowhere, 3, meters)) {
            for (var i = 0; i < 10; i++) {
                producer.emit(event());
            }

            assertThat(meters.counter("spm.lineage.dropped").count()).isBetween(6.0, 7.0);
        }
    }

    @Test
    void dropsAndCountsWhatNoBrokerWillEverTakeAndGoesOn() {
        TestKafka.createTopics(Topics.LINEAGE);
        var meters = new SimpleMeterRegistry();
        var next = event();
        try (var producer = new KafkaLineageProducer(settings(), 100, meters)) {
            producer.emit(event("x".repeat(Topics.LARGEST_LINEAGE_EVENT)));
            producer.emit(next);
        }

        assertThat(isRead(next)).isTrue();
        assertThat(meters.counter("spm.lineage.dropped").count()).isOne();
        assertThat(meters.counter("spm.lineage.failed").count()).isOne();
    }

    @Test
    void takesAReplyOfAMillionCharacters() {
        TestKafka.createTopics(Topics.LINEAGE);
        var reply = event("é".repeat(1_000_000));
        try (var producer = new KafkaLineageProducer(settings(), 100, new SimpleMeterRegistry())) {
            producer.emit(reply);
        }

        assertThat(isRead(reply)).isTrue();
    }

    @Test
    void everyInstanceHearsOfAChange() {
        TestKafka.createTopics(Topics.CONTROL);
        var agent = AgentId.of("0197e5a0-1111-7000-8000-000000000001");
        List<ControlEvent> one = new CopyOnWriteArrayList<>();
        List<ControlEvent> other = new CopyOnWriteArrayList<>();
        try (var channel = new KafkaControlChannel(settings());
                var second = new KafkaControlChannel(settings())) {
            channel.subscribe(one::add);
            second.subscribe(other::add);

            await().pollInterval(Duration.ofMillis(50)).until(() -> {
                channel.publish(ControlEvent.agentChanged(TENANT, agent));
                return !one.isEmpty() && !other.isEmpty();
            });
        }
        assertThat(one).contains(ControlEvent.agentChanged(TENANT, agent));
    }

    private LineageEvent event() {
        return event("hello");
    }

    private LineageEvent event(String message) {
        return events.of(TENANT, null, null, null, null, EventType.AGENT_LOG, Map.of("message", message));
    }

    /** Whether it has arrived; what was sent before is read first, and so is what other tests sent. */
    private boolean isRead(LineageEvent event) {
        var last = event();
        try (var producer = new KafkaLineageProducer(settings(), 1, new SimpleMeterRegistry())) {
            producer.emit(last);
        }
        return readUntil(read -> read.contains(last.eventId())).contains(event.eventId());
    }

    private static List<UUID> readFromTheStart(int atLeast) {
        return readUntil(read -> read.size() >= atLeast);
    }

    private static List<UUID> readUntil(Predicate<List<UUID>> enough) {
        var json = WireJson.betweenServices();
        var partition = List.of(new TopicPartition(Topics.LINEAGE, 0));
        var read = new ArrayList<UUID>();
        try (var consumer = new KafkaConsumer<String, byte[]>(settings().consumer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> read.add(json.readValue(record.value(), LineageEvent.class)
                                .eventId()));
                return enough.test(read);
            });
        }
        return read;
    }

    private static KafkaSettings settings() {
        return new KafkaSettings(TestKafka.bootstrapServers(), "PLAINTEXT", "", null, null, null);
    }
}
