package io.aispm.lineage.kafka;

import io.aispm.contract.Topics;
import io.aispm.kit.kafka.KafkaSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Dead letters on a topic beside the one they came from, with where they stood and why they died. */
@Component
class KafkaDeadLetters implements DeadLetters, DisposableBean {

    static final String TOPIC = Topics.LINEAGE + ".dead";

    private static final Logger log = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final int PATIENCE_MS = 5_000;

    private final Producer<byte[], byte[]> producer;
    private final Counter set;
    private final Counter dropped;

    KafkaDeadLetters(KafkaSettings kafka, MeterRegistry metrics) {
        var settings = new HashMap<>(kafka.producer());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS - 1_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.set = metrics.counter("lineage.events.dead");
        this.dropped = metrics.counter("lineage.events.dropped");
    }

    @Override
    public void put(List<Letter> letters) {
        var sent = new ArrayList<Future<RecordMetadata>>(letters.size());
        for (var letter : letters) {
            log.atWarn()
                    .addKeyValue("partition", letter.arrival().partition())
                    .addKeyValue("offset", letter.arrival().offset())
                    .addKeyValue("reason", letter.reason())
                    .log("Lineage record can't be kept");
            try {
                sent.add(producer.send(record(letter)));
            } catch (KafkaException away) {
                drop(letter.arrival().offset(), away);
            }
        }
        sent.forEach(this::await);
    }

    private void await(Future<RecordMetadata> sending) {
        try {
            sending.get();
            set.increment();
        } catch (ExecutionException failed) {
            drop(-1, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            drop(-1, stopped);
        }
    }

    private void drop(long offset, Exception why) {
        dropped.increment();
        log.atError().addKeyValue("offset", offset).setCause(why).log("Dead letter could not be written; dropped");
    }

    private static ProducerRecord<byte[], byte[]> record(Letter letter) {
        var arrival = letter.arrival();
        var record = new ProducerRecord<>(TOPIC, arrival.key(), arrival.value());
        record.headers()
                .add("reason", bytes(letter.reason()))
                .add("topic", bytes(arrival.topic()))
                .add("partition", bytes(String.valueOf(arrival.partition())))
                .add("offset", bytes(String.valueOf(arrival.offset())));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void destroy() {
        producer.close();
    }
}
