package io.aispm.lineage.kafka;

import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.lineage.LedgerProperties;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.stereotype.Component;

/** Opens consumers of the service's group. */
@Component
class LineageConsumers {

    static final String GROUP = "lineage-consumer";

    private final KafkaSettings kafka;
    private final LedgerProperties properties;

    LineageConsumers(KafkaSettings kafka, LedgerProperties properties) {
        this.kafka = kafka;
        this.properties = properties;
    }

    /**
     * A fetch is answered as soon as there is one record, so an event can be read milliseconds after it was sent; a
     * killed instance's partitions are taken over after six seconds; a topic made later is found within two.
     */
    Consumer<byte[], byte[]> open() {
        var settings = new HashMap<>(kafka.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, properties.batch());
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 2_000);
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
