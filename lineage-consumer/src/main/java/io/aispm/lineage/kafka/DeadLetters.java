package io.aispm.lineage.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what can't be kept, so that it is neither lost nor in the way. */
interface DeadLetters {

    /**
     * Sets them aside. Fails with {@link org.apache.kafka.common.KafkaException} while that can't be done, so that the
     * batch is read again; what could never be set aside is told in the log, counted and let go.
     */
    void put(List<Letter> letters);

    /** One record and the reason why it could not be kept. */
    record Letter(ConsumerRecord<byte[], byte[]> arrival, String reason) {}
}
