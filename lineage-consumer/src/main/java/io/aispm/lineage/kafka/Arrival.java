package io.aispm.lineage.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record as it came from the topic, not yet understood. */
record Arrival(String topic, int partition, long offset, byte @Nullable [] key, byte @Nullable [] value) {

    static Arrival of(ConsumerRecord<byte[], byte[]> read) {
        return new Arrival(read.topic(), read.partition(), read.offset(), read.key(), read.value());
    }
}
