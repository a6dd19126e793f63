package io.aispm.api.lineage.kafka;

import io.aispm.api.lineage.LineageException;
import io.aispm.api.lineage.feed.FeedArchive;
import io.aispm.api.lineage.feed.FeedEntry;
import io.aispm.api.lineage.feed.Place;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads back in the lineage topic with one consumer for all who resume at this instance, a piece for each in turn. An
 * agent's events all stand in the partition that its id leads to.
 */
@Component
class KafkaFeedArchive implements FeedArchive, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KafkaFeedArchive.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SEARCH = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMillis(500);

    /** How far a sender's clock may be ahead of the one that made the id. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final int MOST_RECORDS = 20_000;
    private static final int MOST_ENTRIES = 500;
    private static final int MOST_SEEN = 2_048;
    private static final int TIME_BASED = 7;

    private final KafkaSettings kafka;
    private final Clock clock;
    private final FeedDecoder decoder = new FeedDecoder();
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Consumer<byte[], byte[]> consumer;

    KafkaFeedArchive(KafkaSettings kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public Optional<Found> find(TenantId tenant, AgentId agent, UUID event) {
        if (event.version() != TIME_BASED) {
            return Optional.empty();
        }
        var began = inTurn(open -> began(open, agent, timeOf(event).minus(SKEW)));
        var place = began.place();
        var seen = new LinkedHashSet<UUID>();
        var limit = clock.instant().plus(SEARCH);
        while (place.offset() < began.end()) {
            if (clock.instant().isAfter(limit)) {
                throw LineageException.feedUnavailable();
            }
            var piece = read(tenant, agent, place);
            for (var entry : piece.entries()) {
                remember(seen, entry.eventId());
                if (entry.eventId().equals(event)) {
                    return Optional.of(new Found(entry.place().next(), seen));
                }
            }
            place = piece.next();
        }
        return Optional.empty();
    }

    @Override
    public Piece read(TenantId tenant, AgentId agent, Place from) {
        return inTurn(open -> piece(open, tenant, agent, from));
    }

    @Override
    public void destroy() {
        turn.lock();
        try {
            close();
        } finally {
            turn.unlock();
        }
    }

    private Piece piece(Consumer<byte[], byte[]> open, TenantId tenant, AgentId agent, Place from) {
        var partition = new TopicPartition(Topics.LINEAGE, from.partition());
        open.assign(List.of(partition));
        open.seek(partition, from.offset());
        var end = open.endOffsets(Set.of(partition), PATIENCE).getOrDefault(partition, 0L);
        var limit = clock.instant().plus(PATIENCE);
        var entries = new ArrayList<FeedEntry>();
        var next = from;
        for (int seen = 0; next.offset() < end && seen < MOST_RECORDS && entries.size() < MOST_ENTRIES; ) {
            var records = open.poll(WAIT).records(partition);
            if (records.isEmpty()) {
                if (clock.instant().isAfter(limit)) {
                    throw LineageException.feedUnavailable();
                }
                continue;
            }
            for (var record : records) {
                var entry = decoder.read(record);
                if (entry != null
                        && entry.agent().equals(agent)
                        && entry.tenant().equals(tenant)) {
                    entries.add(entry);
                }
            }
            seen += records.size();
            next = FeedDecoder.place(records.getLast()).next();
        }
        return new Piece(List.copyOf(entries), next);
    }

    /** The first record of the agent's partition from that time on, and the partition's end. */
    private static Began began(Consumer<byte[], byte[]> open, AgentId agent, Instant time) {
        var count = open.partitionsFor(Topics.LINEAGE, PATIENCE).size();
        var key = agent.toString().getBytes(StandardCharsets.UTF_8);
        var partition = new TopicPartition(Topics.LINEAGE, Utils.toPositive(Utils.murmur2(key)) % Math.max(1, count));
        open.assign(Set.of(partition));
        var end = open.endOffsets(Set.of(partition), PATIENCE).getOrDefault(partition, 0L);
        var first = open.offsetsForTimes(Map.of(partition, time.toEpochMilli()), PATIENCE)
                .get(partition);
        return new Began(new Place(partition.partition(), first == null ? end : first.offset()), end);
    }

    private <T> T inTurn(Function<Consumer<byte[], byte[]>, T> question) {
        turn.lock();
        try {
            var open = consumer;
            if (open == null) {
                open = new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                consumer = open;
            }
            return question.apply(open);
        } catch (KafkaException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("The lineage topic can't be read back");
            close();
            throw LineageException.feedUnavailable();
        } finally {
            turn.unlock();
        }
    }

    private void close() {
        var open = consumer;
        consumer = null;
        if (open != null) {
            open.close();
        }
    }

    private Map<String, Object> settings() {
        var settings = kafka.consumer();
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        return settings;
    }

    private static void remember(Set<UUID> seen, UUID event) {
        seen.add(event);
        if (seen.size() > MOST_SEEN) {
            seen.remove(seen.iterator().next());
        }
    }

    /** A UUIDv7 begins with its millisecond. */
    private static Instant timeOf(UUID event) {
        return Instant.ofEpochMilli(event.getMostSignificantBits() >>> 16);
    }

    private record Began(Place place, long end) {}
}
