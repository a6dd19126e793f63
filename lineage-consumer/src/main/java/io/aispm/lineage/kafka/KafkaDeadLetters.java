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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
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

    /** What the topic took, the dead letters take, with their headers. */
    private static final int LARGEST = Topics.LARGEST_LINEAGE_EVENT + (64 << 10);

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
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
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
            } catch (KafkaException refused) {
                dropUnlessPassing(refused);
            }
        }
        sent.forEach(this::await);
    }

    private void await(Future<RecordMetadata> sending) {
        try {
            sending.get();
            set.increment();
        } catch (ExecutionException failed) {
            dropUnlessPassing(
                    failed.getCause() instanceof KafkaException refused ? refused : new KafkaException(failed));
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        }
    }

    /** A broker that is away comes back; a record that it refuses for what it is, it refuses for ever. */
    private void dropUnlessPassing(KafkaException why) {
        if (why instanceof RetriableException) {
            throw why;
        }
        dropped.increment();
        log.atError().setCause(why).log("Dead letter could not be written; dropped");
    }

    private static ProducerRecord<byte[], byte[]> record(Letter letter) {
        var arrival = letter.arrival();
        var record = new ProducerRecord<>(TOPIC, arrival.key(), arrival.value());
        record.headers()
                .add("reason", bytes(letter.reason()))
                .add("topic", origin(arrival, "topic", arrival.topic()))
                .add("partition", origin(arrival, "partition", arrival.partition()))
                .add("offset", origin(arrival, "offset", arrival.offset()));
        return record;
    }

    /** A letter that dies again still says where it stood at first. */
    private static byte[] origin(ConsumerRecord<byte[], byte[]> arrival, String name, Object here) {
        var known = arrival.headers().lastHeader(name);
        return known == null ? bytes(String.valueOf(here)) : known.value();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void destroy() {
        producer.close();
    }
}
