package io.aispm.sdk.internal;

import io.aispm.sdk.AispmException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads {@code chat.in} by position, so that nothing waits for a group to be balanced, and writes {@code chat.out}. */
final class KafkaWire implements Wire {

    private static final System.Logger log = System.getLogger("aispm");

    private static final long NOTHING = -1;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(70);
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final TopicPartition source;
    private final String target;
    private final AtomicLong handled = new AtomicLong(NOTHING);
    private final ReentrantLock reading = new ReentrantLock();
    private final Object opening = new Object();
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private long next = NOTHING;

    KafkaWire(KafkaSettings settings, String chatInTopic, String chatOutTopic) {
        this.settings = settings;
        this.source = new TopicPartition(chatInTopic, 0);
        this.target = chatOutTopic;
    }

    @Override
    public List<Incoming> receive() {
        reading.lock();
        try {
            return receiveAlone();
        } finally {
            reading.unlock();
        }
    }

    private List<Incoming> receiveAlone() {
        var pause = Duration.ofMillis(100);
        while (!closed) {
            try {
                var records = poll();
                if (!records.isEmpty()) {
                    return records;
                }
            } catch (WakeupException wanted) {
                log.log(Level.TRACE, "woken to note a place, or to leave");
            } catch (AuthorizationException refused) {
                throw new AispmException("reading the chat was refused: " + refused.getMessage(), refused);
            } catch (KafkaException trouble) {
                log.log(Level.WARNING, "chat.in can't be read ({0}); connecting again", trouble.getMessage());
                drop(Duration.ZERO);
                Pauses.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LEAVING) < 0 ? pause.multipliedBy(2) : LEAVING;
            }
        }
        return List.of();
    }

    private List<Incoming> poll() {
        var reader = reader();
        if (closed) {
            return List.of();
        }
        note(offsets -> reader.commitAsync(offsets, (done, failed) -> noted(failed)));
        var records = reader.poll(POLL).records(source).stream()
                .map(KafkaWire::record)
                .toList();
        if (!records.isEmpty()) {
            next = records.getLast().offset() + 1;
        }
        return records;
    }

    private static Incoming record(ConsumerRecord<byte[], byte[]> record) {
        var value = record.value();
        return new Incoming(record.offset(), value == null ? "" : new String(value, StandardCharsets.UTF_8));
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        var present = consumer;
        if (present != null) {
            return present;
        }
        var made = new KafkaConsumer<byte[], byte[]>(settings.consumer());
        made.assign(List.of(source));
        if (next != NOTHING) {
            made.seek(source, next);
        }
        consumer = made;
        return made;
    }

    private void note(Consumer<Map<TopicPartition, OffsetAndMetadata>> committing) {
        var offset = handled.getAndSet(NOTHING);
        if (offset != NOTHING) {
            committing.accept(Map.of(source, new OffsetAndMetadata(offset)));
        }
    }

    private static void noted(@Nullable Exception failed) {
        if (failed != null) {
            log.log(Level.WARNING, "the place in chat.in could not be noted: {0}", failed.getMessage());
        }
    }

    @Override
    public void commit(long offset) {
        handled.set(offset);
        wake();
    }

    private void wake() {
        var reader = consumer;
        if (reader != null) {
            reader.wakeup();
        }
    }

    @Override
    public void send(String key, byte[] value) {
        var record = new ProducerRecord<>(target, 0, key.getBytes(StandardCharsets.UTF_8), value);
        try {
            writer().send(record).get(SEND_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw unsent(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException | KafkaException late) {
            throw unsent(late);
        } catch (InterruptedException interrupted) {
            throw Pauses.interrupted(interrupted);
        }
    }

    private static AispmException unsent(Throwable cause) {
        return switch (cause) {
            case AuthorizationException refused -> new AispmException("the reply was refused: " + refused, refused);
            case RecordTooLargeException refused -> new AispmException("the reply was refused: " + refused, refused);
            default -> new AispmException("the reply could not be sent: " + cause, cause);
        };
    }

    private KafkaProducer<byte[], byte[]> writer() {
        synchronized (opening) {
            if (closed) {
                throw new AispmException("the reply could not be sent: the agent has left");
            }
            if (producer == null) {
                producer = new KafkaProducer<>(settings.producer());
            }
            return producer;
        }
    }

    /** Makes the client of replies beforehand, so that the first reply need not wait for it. */
    void warm() {
        var unused = writer();
    }

    @Override
    public void close() {
        synchronized (opening) {
            closed = true;
            if (producer != null) {
                producer.close(LEAVING);
            }
        }
        wake();
        reading.lock();
        try {
            leave();
        } finally {
            reading.unlock();
        }
    }

    private void leave() {
        var reader = consumer;
        if (reader == null) {
            return;
        }
        try {
            note(offsets -> commitNow(reader, offsets));
        } catch (KafkaException away) {
            noted(away);
        }
        drop(LEAVING);
    }

    private static void commitNow(
            KafkaConsumer<byte[], byte[]> reader, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            reader.commitSync(offsets, LEAVING);
        } catch (WakeupException meantForWhoeverWasReading) {
            reader.commitSync(offsets, LEAVING);
        }
    }

    private void drop(Duration patience) {
        var reader = consumer;
        consumer = null;
        if (reader != null) {
            try {
                reader.close(CloseOptions.timeout(patience));
            } catch (InterruptException interrupted) {
                Thread.currentThread().interrupt();
            } catch (KafkaException trouble) {
                log.log(Level.DEBUG, "while closing: {0}", trouble.getMessage());
            }
        }
    }
}
