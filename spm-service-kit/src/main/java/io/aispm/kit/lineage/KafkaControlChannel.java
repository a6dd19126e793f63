package io.aispm.kit.lineage;

import io.aispm.contract.Topics;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The control topic: one partition, read from its end by every instance without a group. */
public final class KafkaControlChannel implements ControlChannel, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KafkaControlChannel.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.CONTROL, 0);

    private final List<Consumer<ControlEvent>> listeners = new CopyOnWriteArrayList<>();
    private final JsonMapper json = WireJson.betweenServices();
    private final KafkaSettings settings;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable KafkaConsumer<String, byte[]>> reading = new AtomicReference<>();
    private volatile boolean open = true;

    public KafkaControlChannel(KafkaSettings settings) {
        this.settings = settings;
        var sending = settings.producer();
        sending.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        sending.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        sending.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        sending.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis() * 2);
        this.producer = new KafkaProducer<>(sending);
        Thread.ofPlatform().name("control-reader").daemon().start(this::readAll);
    }

    @Override
    public void publish(ControlEvent event) {
        try {
            var told = new ProducerRecord<>(Topics.CONTROL, event.tenantId().value(), json.writeValueAsBytes(event));
            producer.send(told).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | InterruptException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | KafkaException untold) {
            log.atWarn()
                    .addKeyValue("type", event.type())
                    .addKeyValue("reason", untold.toString())
                    .log("Other instances were not told of a change; their caches run out by themselves");
        }
    }

    @Override
    public void subscribe(Consumer<ControlEvent> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        open = false;
        var consumer = reading.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        producer.close(PATIENCE);
    }

    private void readAll() {
        while (open) {
            try (var consumer = new KafkaConsumer<String, byte[]>(settings())) {
                reading.set(consumer);
                consumer.assign(List.of(PARTITION));
                consumer.seekToEnd(List.of(PARTITION));
                while (open) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(this::tell);
                }
            } catch (InterruptException | WakeupException stopped) {
                return;
            } catch (KafkaException away) {
                log.atWarn()
                        .addKeyValue("reason", away.toString())
                        .log("The control topic can't be read; trying again");
                pause();
            }
        }
    }

    private Map<String, Object> settings() {
        var fromTheEnd = settings.consumer();
        fromTheEnd.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return fromTheEnd;
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        try {
            var event = json.readValue(record.value(), ControlEvent.class);
            listeners.forEach(listener -> listener.accept(event));
        } catch (JacksonException | IllegalStateException unreadable) {
            log.atWarn().setCause(unreadable).log("A control event could not be heard");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
