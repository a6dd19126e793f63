package io.aispm.api.lineage.kafka;

import io.aispm.api.lineage.feed.Feed;
import io.aispm.api.lineage.feed.Place;
import io.aispm.contract.Topics;
import io.aispm.kit.kafka.KafkaSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the whole lineage topic for all who watch at this instance, without a group, from its end. After Kafka was away
 * it goes on where it was, so that nothing is missed.
 */
@Component
class FeedReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration NEW_PARTITIONS = Duration.ofSeconds(30);

    private final KafkaSettings kafka;
    private final Feed feed;
    private final Clock clock;
    private final FeedDecoder decoder = new FeedDecoder();

    private CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private @Nullable Thread thread;

    FeedReader(KafkaSettings kafka, Feed feed, Clock clock) {
        this.kafka = kafka;
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        feed.open();
        thread = Thread.ofPlatform().name("lineage-feed").daemon().start(this::run);
    }

    private void run() {
        while (!isStopping()) {
            try (var consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                read(consumer);
            } catch (WakeupException stopped) {
                log.atDebug().log("The feed's reader was told to stop");
            } catch (KafkaException away) {
                log.atWarn().addKeyValue("reason", away.toString()).log("The feed can't be read; trying again");
                rest();
            } finally {
                reading = null;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        var nextLook = Instant.MIN;
        while (!isStopping()) {
            if (!clock.instant().isBefore(nextLook)) {
                nextLook = clock.instant().plus(NEW_PARTITIONS);
                assign(consumer);
            }
            if (consumer.assignment().isEmpty()) {
                nextLook = Instant.MIN;
                rest();
                continue;
            }
            consumer.poll(WAIT).forEach(record -> feed.read(FeedDecoder.place(record), decoder.read(record)));
        }
    }

    /** A partition that joins the topic later is read from its beginning; at first, all are read from their end. */
    private void assign(Consumer<byte[], byte[]> consumer) {
        var partitions = consumer.partitionsFor(Topics.LINEAGE, GRACE).stream()
                .map(known -> new TopicPartition(known.topic(), known.partition()))
                .collect(Collectors.toSet());
        if (partitions.equals(consumer.assignment())) {
            return;
        }
        consumer.assign(partitions);
        begin(consumer, partitions);
        var positions = feed.positions();
        partitions.forEach(partition -> consumer.seek(partition, positions.getOrDefault(partition.partition(), 0L)));
    }

    private void begin(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        var known = feed.positions();
        var fresh = new HashSet<>(partitions);
        fresh.removeIf(partition -> known.containsKey(partition.partition()));
        if (!fresh.isEmpty()) {
            var offsets = known.isEmpty() ? consumer.endOffsets(fresh, GRACE) : consumer.beginningOffsets(fresh, GRACE);
            offsets.forEach((partition, offset) -> feed.begin(new Place(partition.partition(), offset)));
        }
    }

    private Map<String, Object> settings() {
        var settings = kafka.consumer();
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void rest() {
        try {
            if (stopping.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("The feed's reader was told to stop while it waited");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Streams end before the web server waits for its last requests. */
    @Override
    public synchronized void stop() {
        feed.close();
        stopping.countDown();
        var current = reading;
        if (current != null) {
            current.wakeup();
        }
        var ending = thread;
        thread = null;
        if (ending == null) {
            return;
        }
        try {
            ending.join(GRACE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
