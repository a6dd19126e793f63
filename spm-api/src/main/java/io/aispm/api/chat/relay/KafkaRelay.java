package io.aispm.api.chat.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.aispm.api.chat.turn.Relay;
import io.aispm.api.chat.turn.RelayException;
import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.UserMessage;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.kafka.KafkaPart;
import io.aispm.kit.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The relay over Kafka: one producer and one reader for all turns of this instance. */
@Component
class KafkaRelay implements Relay, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(KafkaRelay.class);
    private static final int PATIENCE_MS = 4_000;

    private final Interests interests;
    private final ReplyReader reader;
    private final KafkaPart health;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private final JsonMapper json = WireJson.betweenServices();

    KafkaRelay(KafkaSettings kafka, Interests interests, ReplyReader reader, KafkaPart health) {
        this.interests = interests;
        this.reader = reader;
        this.health = health;
        this.admin = Admin.create(kafka.client());
        this.producer = new KafkaProducer<>(sending(kafka));
    }

    @Override
    public void listen(TenantId tenant, AgentId agent) {
        var replies = replies(tenant, agent);
        if (!interests.join(replies)) {
            interests.begin(replies, agent, end(replies));
            reader.changed();
        }
    }

    @Override
    public void leave(TenantId tenant, AgentId agent) {
        interests.leave(replies(tenant, agent));
    }

    @Override
    public void send(TenantId tenant, AgentId agent, UserMessage message, Runnable failed) {
        var record = new ProducerRecord<>(
                Topics.chatIn(tenant, agent), message.sessionId().toString(), json.writeValueAsBytes(message));
        record.headers().add("traceparent", message.traceId().traceparent().getBytes(US_ASCII));
        try {
            var sending = producer.send(record, (_, failure) -> {
                if (failure != null) {
                    log.atWarn()
                            .addKeyValue("agentId", agent)
                            .setCause(failure)
                            .log("A message did not reach its agent");
                    failed.run();
                }
            });
            log.atTrace().addKeyValue("sent", sending.isDone()).log("A message is on its way");
        } catch (KafkaException away) {
            throw new RelayException(away);
        }
    }

    @Override
    public void forget(TenantId tenant, AgentId agent) {
        interests.forget(replies(tenant, agent));
        reader.changed();
    }

    @Override
    public boolean available() {
        return health.available();
    }

    @Override
    public void destroy() {
        producer.close(Duration.ofMillis(PATIENCE_MS));
        admin.close(Duration.ofMillis(PATIENCE_MS));
    }

    private long end(TopicPartition partition) {
        try {
            return admin.listOffsets(
                            Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions().timeoutMs(PATIENCE_MS))
                    .partitionResult(partition)
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException away) {
            throw new RelayException(away);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new RelayException(stopped);
        }
    }

    private static TopicPartition replies(TenantId tenant, AgentId agent) {
        return new TopicPartition(Topics.chatOut(tenant, agent), 0);
    }

    private static Map<String, Object> sending(KafkaSettings kafka) {
        var settings = kafka.producer();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS - 1_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return settings;
    }
}
