package io.aispm.lineage.kafka;

import io.aispm.contract.Topics;
import io.aispm.lineage.LedgerProperties;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the lineage topic in batches. A batch's offsets are committed once all of it is kept; while the database is
 * away the same batch is read again and again, and while Kafka is away a new consumer is tried.
 */
@Component
class TopicReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicReader.class);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final LineageConsumers consumers;
    private final Intake intake;
    private final LedgerProperties properties;
    private final Counter failures;
    private final AtomicLong lag;

    private CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    TopicReader(LineageConsumers consumers, Intake intake, LedgerProperties properties, MeterRegistry metrics) {
        this.consumers = consumers;
        this.intake = intake;
        this.properties = properties;
        this.failures = metrics.counter("lineage.batches.failed");
        this.lag = metrics.gauge("lineage.lag.records", new AtomicLong());
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("lineage-reader").start(this::run);
    }

    private void run() {
        while (!isStopping()) {
            try (var consumer = consumers.open()) {
                reading = consumer;
                consumer.subscribe(List.of(Topics.LINEAGE));
                while (!isStopping()) {
                    take(consumer, consumer.poll(WAIT));
                }
            } catch (WakeupException stopped) {
                log.atDebug().log("Lineage reader was told to stop");
            } catch (KafkaException away) {
                log.atWarn().setCause(away).log("Lineage topic can't be read; trying again");
                rest();
            } finally {
                reading = null;
            }
        }
    }

    private void take(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            measureLag(consumer);
            return;
        }
        var arrivals = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
        records.forEach(arrivals::add);
        try {
            intake.take(arrivals);
        } catch (RuntimeException away) {
            failures.increment();
            log.atWarn()
                    .addKeyValue("records", arrivals.size())
                    .setCause(away)
                    .log("Lineage can't be kept; trying again");
            rewind(consumer, records);
            rest();
            return;
        }
        consumer.commitSync();
        measureLag(consumer);
    }

    static void rewind(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (var partition : records.partitions()) {
            if (consumer.assignment().contains(partition)) {
                consumer.seek(partition, records.records(partition).getFirst().offset());
            }
        }
    }

    private void measureLag(Consumer<byte[], byte[]> consumer) {
        lag.set(consumer.assignment().stream()
                .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                .sum());
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void rest() {
        try {
            if (stopping.await(properties.retryAfter().toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("Lineage reader was told to stop while it waited");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void stop() {
        stopping.countDown();
        var current = reading;
        if (current != null) {
            current.wakeup();
        }
        var ending = thread;
        if (ending == null) {
            return;
        }
        try {
            ending.join(GRACE);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null && thread.isAlive();
    }

    /** After the partitions are made; stops before the database's pool is closed. */
    @Override
    public int getPhase() {
        return 1;
    }
}
