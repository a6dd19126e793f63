package io.aispm.lineage.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aispm.kit.kafka.KafkaSettings;
import io.aispm.lineage.DeadLetterBox;
import io.aispm.lineage.DeadLettersException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The dead letters' topic, and how far it was tried again, which a group of its own remembers for all instances. */
@Component
class KafkaDeadLetterBox implements DeadLetterBox {

    private static final Logger log = LoggerFactory.getLogger(KafkaDeadLetterBox.class);
    private static final String GROUP = LineageConsumers.GROUP + ".dead";
    private static final TopicPartition BOX = new TopicPartition(KafkaDeadLetters.TOPIC, 0);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int PIECE = 500;

    private final KafkaSettings kafka;
    private final Intake intake;
    private final ReentrantLock replaying = new ReentrantLock();

    KafkaDeadLetterBox(KafkaSettings kafka, Intake intake) {
        this.kafka = kafka;
        this.intake = intake;
    }

    @Override
    public List<Waiting> waiting(int most) {
        return reading(most, consumer -> {
            var end = end(consumer);
            var letters = new ArrayList<Waiting>();
            while (letters.size() < most && consumer.position(BOX, PATIENCE) < end) {
                piece(consumer).forEach(letter -> letters.add(waiting(letter)));
            }
            return List.copyOf(letters.subList(0, Math.min(most, letters.size())));
        });
    }

    /** Up to where the box ends now, so that a letter which dies again waits for the next time. */
    @Override
    public Tried replay() {
        replaying.lock();
        try {
            return reading(PIECE, this::replay);
        } finally {
            replaying.unlock();
        }
    }

    private Tried replay(Consumer<byte[], byte[]> consumer) {
        var end = end(consumer);
        var replayed = 0;
        var dead = 0;
        while (consumer.position(BOX, PATIENCE) < end) {
            var letters = piece(consumer).stream()
                    .filter(letter -> letter.offset() < end)
                    .toList();
            if (letters.isEmpty()) {
                throw DeadLettersException.kafkaAway();
            }
            dead += intake.take(letters);
            replayed += letters.size();
            consumer.commitSync(
                    Map.of(BOX, new OffsetAndMetadata(letters.getLast().offset() + 1)), PATIENCE);
        }
        log.atInfo().addKeyValue("replayed", replayed).addKeyValue("dead", dead).log("Dead letters were tried again");
        return new Tried(replayed, dead);
    }

    private <T> T reading(int most, Function<Consumer<byte[], byte[]>, T> question) {
        try (var consumer =
                new KafkaConsumer<>(settings(most), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(BOX));
            return question.apply(consumer);
        } catch (KafkaException away) {
            log.atWarn().setCause(away).log("Dead letters can't be read");
            throw DeadLettersException.kafkaAway();
        } catch (DataAccessException away) {
            log.atWarn().setCause(away).log("Dead letters can't be entered");
            throw DeadLettersException.databaseAway();
        }
    }

    private static long end(Consumer<byte[], byte[]> consumer) {
        return consumer.endOffsets(Set.of(BOX), PATIENCE).getOrDefault(BOX, 0L);
    }

    private static List<ConsumerRecord<byte[], byte[]>> piece(Consumer<byte[], byte[]> consumer) {
        var letters = consumer.poll(PATIENCE).records(BOX);
        if (letters.isEmpty()) {
            throw DeadLettersException.kafkaAway();
        }
        return letters;
    }

    private static Waiting waiting(ConsumerRecord<byte[], byte[]> letter) {
        var partition = header(letter, "partition");
        var origin = partition == null ? null : partition + ":" + header(letter, "offset");
        var reason = header(letter, "reason");
        return new Waiting(
                letter.offset(),
                Instant.ofEpochMilli(letter.timestamp()),
                reason == null ? "unknown" : reason,
                origin,
                letter.serializedValueSize());
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private Map<String, Object> settings(int most) {
        var settings = new HashMap<>(kafka.consumer());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, most);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return settings;
    }
}
