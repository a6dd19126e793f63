package io.aispm.api.chat.relay;

import io.aispm.api.chat.turn.Inboxes;
import io.aispm.kit.kafka.KafkaSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
 * Reads the replies of all agents that are spoken to now, by one consumer and one thread: without a group, so that
 * every replica reads for its own turns, and from offsets that were asked for before anything was sent.
 */
@Component
class ReplyReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A partition that joins waits for the fetch that is under way, so that one may not wait long itself. */
    private static final int FETCH_WAIT_MS = 25;

    private final KafkaSettings kafka;
    private final Interests interests;
    private final Inboxes inboxes;
    private final ReplyDecoder decoder = new ReplyDecoder();
    private final Counter unreadable;
    private final Semaphore changes = new Semaphore(0);

    private volatile boolean open;
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private @Nullable Thread thread;

    ReplyReader(KafkaSettings kafka, Interests interests, Inboxes inboxes, MeterRegistry metrics) {
        this.kafka = kafka;
        this.interests = interests;
        this.inboxes = inboxes;
        this.unreadable = metrics.counter("chat.replies.unreadable");
    }

    /** Takes up at once what is wanted now. */
    void changed() {
        changes.release();
        var current = reading;
        if (current != null) {
            current.wakeup();
        }
    }

    @Override
    public synchronized void start() {
        open = true;
        thread = Thread.ofPlatform().name("chat-replies").daemon().start(this::run);
    }

    private void run() {
        while (open) {
            try (var consumer =
                    new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                while (open) {
                    readOn(consumer);
                }
            } catch (KafkaException away) {
                log.atWarn().setCause(away).log("Replies can't be read; trying again");
                rest();
            } finally {
                reading = null;
            }
        }
    }

    private void readOn(Consumer<byte[], byte[]> consumer) {
        try {
            if (assign(consumer, interests.offsets())) {
                consumer.poll(WAIT).forEach(this::take);
                return;
            }
            rest();
        } catch (WakeupException changed) {
            log.atTrace().log("Another agent is spoken to");
        }
    }

    private static boolean assign(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> offsets) {
        var before = consumer.assignment();
        if (!before.equals(offsets.keySet())) {
            consumer.assign(offsets.keySet());
            offsets.forEach((partition, offset) -> {
                if (!before.contains(partition)) {
                    consumer.seek(partition, offset);
                }
            });
        }
        return !offsets.isEmpty();
    }

    private void take(ConsumerRecord<byte[], byte[]> read) {
        var partition = new TopicPartition(read.topic(), read.partition());
        interests
                .read(partition, read.offset())
                .ifPresent(agent -> decoder.read(read.value())
                        .ifPresentOrElse(reply -> inboxes.deliver(agent, reply), unreadable::increment));
    }

    private void rest() {
        try {
            if (changes.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                changes.drainPermits();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            open = false;
        }
    }

    private Map<String, Object> settings() {
        var settings = kafka.consumer();
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    @Override
    public synchronized void stop() {
        open = false;
        changed();
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
        return 0;
    }
}
