package io.aispm.lineage.kafka;

import io.aispm.contract.Topics;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.lineage.LedgerProperties;
import io.aispm.lineage.TraceSink;
import io.aispm.lineage.TracesWanted;
import io.aispm.lineage.kafka.EventDecoder.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Reads the lineage topic once more, in a group of its own, for a sink of traces; it exists only where traces are wanted. A batch's
 * offsets are committed once the sink has it, so that traces wait in the topic while the sink is away.
 */
@Component
@Conditional(TracesWanted.class)
class TraceReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TraceReader.class);
    private static final String GROUP = LineageConsumers.GROUP + ".traces";
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int BATCH = 500;

    private final KafkaSettings kafka;
    private final TraceSink sink;
    private final LedgerProperties properties;
    private final EventDecoder decoder = new EventDecoder();

    private CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> reading;
    private @Nullable Thread thread;

    TraceReader(KafkaSettings kafka, TraceSink sink, LedgerProperties properties) {
        this.kafka = kafka;
        this.sink = sink;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        stopping = new CountDownLatch(1);
        thread = Thread.ofPlatform().name("trace-reader").daemon().start(this::run);
    }

    private void run() {
        while (!isStopping()) {
            try (var consumer = open()) {
                reading = consumer;
                consumer.subscribe(List.of(Topics.LINEAGE));
                while (!isStopping()) {
                    take(consumer, consumer.poll(WAIT));
                }
            } catch (WakeupException stopped) {
                log.atDebug().log("Trace reader was told to stop");
            } catch (KafkaException away) {
                log.atWarn().addKeyValue("reason", away.toString()).log("Traces can't be read; trying again");
                rest();
            } finally {
                reading = null;
            }
        }
    }

    private void take(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        var events = new ArrayList<LineageEvent>(records.count());
        for (var record : records) {
            if (decoder.read(record.value()) instanceof Reading.Understood(var event)) {
                events.add(event);
            }
        }
        try {
            sink.take(events);
            consumer.commitSync();
        } catch (IOException away) {
            log.atWarn().addKeyValue("reason", away.toString()).log("Traces can't be sent; trying again");
            TopicReader.rewind(consumer, records);
            rest();
        }
    }

    private Consumer<byte[], byte[]> open() {
        var settings = new HashMap<>(kafka.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void rest() {
        try {
            if (stopping.await(properties.retryAfter().toMillis(), TimeUnit.MILLISECONDS)) {
                log.atDebug().log("Trace reader was told to stop while it waited");
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
}
