package io.aispm.kit.lineage;

import io.aispm.contract.Topics;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends events to the lineage topic from a bounded queue, by a thread of its own. An event that could not be sent goes
 * back into the queue, so that a broker may be away for a while; what finds the queue full, and what no broker will ever
 * take, is dropped and counted.
 */
public final class KafkaLineageProducer implements LineageProducer, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaLineageProducer.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final long PAUSE_MS = 100;

    /**
     * A turn's steps leave together, once for all that happens on the way to a table and a screen; they are shown within a
     * second, and the work that each batch makes in other processes does not fall into the turn itself.
     */
    private static final int LINGER_MS = 40;

    private final BlockingQueue<LineageEvent> waiting;
    private final KafkaProducer<String, byte[]> kafka;
    private final JsonMapper json = WireJson.betweenServices();
    private final Counter dropped;
    private final Counter failed;
    private final Thread sender;
    private volatile boolean open = true;
    private volatile boolean refused;

    public KafkaLineageProducer(KafkaSettings settings, int capacity, MeterRegistry meters) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.dropped = meters.counter("spm.lineage.dropped");
        this.failed = meters.counter("spm.lineage.failed");
        Gauge.builder("spm.lineage.waiting", waiting, BlockingQueue::size).register(meters);
        var producer = settings.producer();
        producer.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        producer.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_LINEAGE_EVENT);
        producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        this.kafka = new KafkaProducer<>(producer);
        this.sender = Thread.ofPlatform().name("lineage-sender").daemon().start(this::sendAll);
    }

    @Override
    public void emit(LineageEvent event) {
        if (!waiting.offer(event)) {
            dropped.increment();
        }
    }

    /** Sends what waits for as long as the grace allows; what is left then is dropped and counted. */
    @Override
    public void close() {
        open = false;
        try {
            if (!sender.join(GRACE)) {
                sender.interrupt();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        kafka.close(GRACE);
        dropped.increment(waiting.size());
    }

    private void sendAll() {
        try {
            while (open || !waiting.isEmpty()) {
                if (refused) {
                    refused = false;
                    Thread.sleep(PAUSE_MS);
                }
                var event = waiting.poll(PAUSE_MS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    send(event);
                }
            }
        } catch (InterruptedException | InterruptException stopped) {
            log.atWarn().addKeyValue("waiting", waiting.size()).log("Lineage events are left behind");
        }
    }

    private void send(LineageEvent event) {
        try {
            var value = json.writeValueAsBytes(event);
            var key = event.agentId() == null
                    ? event.tenantId().value()
                    : event.agentId().toString();
            var _ = kafka.send(new ProducerRecord<>(Topics.LINEAGE, key, value), (sent, failure) -> {
                if (failure != null) {
                    again(event, failure);
                }
            });
        } catch (InterruptException stopped) {
            dropped.increment();
            throw stopped;
        } catch (KafkaException | JacksonException failure) {
            again(event, failure);
        }
    }

    private void again(LineageEvent event, Exception failure) {
        failed.increment();
        log.atWarn()
                .addKeyValue("eventType", event.eventType())
                .addKeyValue("reason", failure.toString())
                .log("lineage_producer.send failed");
        if (failure instanceof JacksonException || failure instanceof RecordTooLargeException) {
            dropped.increment();
            return;
        }
        refused = true;
        emit(event);
    }
}
