package io.aispm.api.lineage.kafka;

import io.aispm.api.agent.AgentEvent;
import io.aispm.api.approval.ApprovalEvent;
import io.aispm.api.integration.IntegrationChanged;
import io.aispm.api.lineage.Outbox;
import io.aispm.api.policy.PolicyChanged;
import io.aispm.api.posture.DriftRecorded;
import io.aispm.contract.Topics;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/** Sends what the outbox holds: at once when something was put in, and every second for what others left behind. */
@Component
class OutboxSender implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxSender.class);
    private static final int BATCH = 200;
    private static final int PATIENCE_MS = 5_000;
    private static final Duration GRACE = Duration.ofSeconds(6);

    private final Outbox outbox;
    private final KafkaSettings kafka;
    private final JsonMapper json = WireJson.betweenServices();
    private final Semaphore put = new Semaphore(0);

    private volatile boolean open;
    private @Nullable Thread thread;

    OutboxSender(Outbox outbox, KafkaSettings kafka) {
        this.outbox = outbox;
        this.kafka = kafka;
    }

    @TransactionalEventListener(
            fallbackExecution = true,
            classes = {
                AgentEvent.class,
                PolicyChanged.class,
                IntegrationChanged.class,
                ApprovalEvent.class,
                DriftRecorded.class
            })
    void somethingWasPut() {
        put.release();
    }

    private void run() {
        try (var producer = new KafkaProducer<String, byte[]>(settings())) {
            while (open) {
                drain(producer);
                if (put.tryAcquire(1, TimeUnit.SECONDS)) {
                    put.drainPermits();
                }
            }
            drain(producer);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(KafkaProducer<String, byte[]> producer) {
        try {
            var left = BATCH;
            while (left == BATCH) {
                left = outbox.drain(BATCH, events -> send(producer, events));
            }
        } catch (RuntimeException away) {
            log.atWarn().setCause(away).log("The lineage outbox can't be read; trying again");
        }
    }

    /** What has left may leave a second time after a failure: its id makes it one event again. */
    private boolean send(KafkaProducer<String, byte[]> producer, List<LineageEvent> events) {
        var sending = new ArrayList<Future<RecordMetadata>>(events.size());
        try {
            for (var event : events) {
                var key = event.agentId() == null ? event.tenantId() : event.agentId();
                sending.add(producer.send(
                        new ProducerRecord<>(Topics.LINEAGE, key.toString(), json.writeValueAsBytes(event))));
            }
            for (var sent : sending) {
                sent.get();
            }
            return true;
        } catch (ExecutionException | KafkaException away) {
            log.atWarn().setCause(away).log("lineage_producer.send failed");
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, Object> settings() {
        var settings = kafka.producer();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS - 1_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return settings;
    }

    @Override
    public synchronized void start() {
        open = true;
        thread = Thread.ofPlatform().name("lineage-outbox").daemon().start(this::run);
    }

    /** What was done while the service stopped still leaves, if it can in a moment; the rest stays in the database. */
    @Override
    public synchronized void stop() {
        open = false;
        put.release();
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

    @Override
    public int getPhase() {
        return 0;
    }
}
