package io.aispm.api.lineage.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.api.lineage.feed.Feed;
import io.aispm.api.lineage.feed.FeedEntry;
import io.aispm.api.lineage.feed.Watch;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the feed beside each other, on one topic. */
class FeedIT {

    private static final Clock CLOCK = Clock.systemUTC();

    private final TenantId tenant = TenantId.of("t-" + UUID.randomUUID());
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final KafkaSettings kafka =
            new KafkaSettings(TestKafka.bootstrapServers(), "PLAINTEXT", "", null, null, null);
    private final LineageEvents events = new LineageEvents(new Ids(), CLOCK, "spm-api");
    private final List<FeedReader> readers = new ArrayList<>();
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaFeedArchive archive;

    @BeforeEach
    void connect() {
        TestKafka.createTopics(Topics.LINEAGE);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        archive = new KafkaFeedArchive(kafka, CLOCK);
    }

    @AfterEach
    void disconnect() {
        readers.forEach(FeedReader::stop);
        archive.destroy();
        producer.close();
    }

    @Test
    void everyInstanceShowsEveryEventInTheSameOrder() throws InterruptedException {
        var first = watch(instance());
        var second = watch(instance());
        var sent = List.of(send("one"), send("two"), send("three"));

        assertThat(ids(first, 3)).isEqualTo(ids(sent));
        assertThat(ids(second, 3)).isEqualTo(ids(sent));
    }

    @Test
    void anInstanceThatHasJustStartedGoesOnAfterAnEventFromBeforeIt() throws InterruptedException {
        send("before");
        var last = send("the last one seen");
        send(other(), "another agent's");
        var missed = List.of(send("missed one"), send("missed two"));
        var feed = instance();

        assertThat(feed.watchAfter(tenant, agent, last.eventId())).isEmpty();
        var found = archive.find(tenant, agent, last.eventId()).orElseThrow();
        assertThat(found.seen()).contains(last.eventId());
        var piece = archive.read(tenant, agent, found.place());
        assertThat(piece.entries()).extracting(FeedEntry::eventId).isEqualTo(ids(missed));
        var watch = feed.watchFrom(tenant, agent, piece.next()).orElseThrow();
        var next = send("next");

        assertThat(ids(watch, 1)).containsExactly(next.eventId());
    }

    @Test
    void findsNoEventOfAnotherTenantNorOneThatWasNeverSent() {
        var event = send("secret");

        assertThat(archive.find(TenantId.of("t2"), agent, event.eventId())).isEmpty();
        assertThat(archive.find(tenant, agent, new Ids().next())).isEmpty();
        assertThat(archive.find(tenant, agent, UUID.randomUUID())).isEmpty();
    }

    @Test
    void isNotHarmedByWhatIsNoEvent() throws InterruptedException {
        var watch = watch(instance());
        put(null);
        put("nonsense".getBytes(StandardCharsets.UTF_8));
        put("[1]".getBytes(StandardCharsets.UTF_8));
        put("{\"event_id\":7,\"agent_id\":\"x\",\"tenant_id\":\"y\"}".getBytes(StandardCharsets.UTF_8));
        var event = send("still here");

        assertThat(ids(watch, 1)).containsExactly(event.eventId());
    }

    /** Whoever puts an event under another key, its agent's readers see it all the same. */
    @Test
    void showsAnEventWhateverItsKey() throws InterruptedException {
        var watch = watch(instance());
        var event = event(agent, "by another program");
        put(null, WireJson.betweenServices().writeValueAsBytes(event));

        assertThat(ids(watch, 1)).containsExactly(event.eventId());
    }

    private Feed instance() {
        var feed = new Feed();
        var reader = new FeedReader(kafka, feed, CLOCK);
        readers.add(reader);
        reader.start();
        await().until(feed::isReading);
        return feed;
    }

    private Watch watch(Feed feed) {
        return feed.watch(tenant, agent).orElseThrow();
    }

    private static List<UUID> ids(Watch watch, int count) throws InterruptedException {
        var ids = new ArrayList<UUID>();
        while (ids.size() < count && watch.next(Duration.ofSeconds(10)) instanceof Watch.Step.Happened(var entry)) {
            ids.add(entry.eventId());
        }
        assertThat(watch.isDrained()).isTrue();
        return ids;
    }

    private static List<UUID> ids(List<LineageEvent> events) {
        return events.stream().map(LineageEvent::eventId).toList();
    }

    private static AgentId other() {
        return new AgentId(UUID.randomUUID());
    }

    private LineageEvent send(String text) {
        return send(agent, text);
    }

    private LineageEvent send(AgentId whose, String text) {
        var event = event(whose, text);
        put(
                whose.toString().getBytes(StandardCharsets.UTF_8),
                WireJson.betweenServices().writeValueAsBytes(event));
        return event;
    }

    private LineageEvent event(AgentId whose, String text) {
        return events.of(
                tenant,
                whose,
                null,
                TraceId.from(UUID.randomUUID()),
                "ada",
                new Payload.ChatMessage("user", text, "allow"));
    }

    private void put(byte @Nullable [] value) {
        put(agent.toString().getBytes(StandardCharsets.UTF_8), value);
    }

    private void put(byte @Nullable [] key, byte @Nullable [] value) {
        await().until(() -> producer.send(new ProducerRecord<>(Topics.LINEAGE, key, value))
                .get()
                .hasOffset());
    }
}
