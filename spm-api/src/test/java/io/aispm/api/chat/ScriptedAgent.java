package io.aispm.api.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.contract.Topics;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.chat.UserMessage;
import io.aispm.kit.json.WireJson;
import io.aispm.testkit.TestKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent on the other side of a real Kafka: reads its messages and answers by a script. */
final class ScriptedAgent implements AutoCloseable {

    private final TenantId tenant;
    private final AgentId id;
    private final JsonMapper json = WireJson.betweenServices();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<UserMessage> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> traceparents = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile BiConsumer<UserMessage, ScriptedAgent> script;
    private volatile boolean open = true;

    ScriptedAgent(TenantId tenant, AgentId id, BiConsumer<UserMessage, ScriptedAgent> script) {
        this.tenant = tenant;
        this.id = id;
        this.script = script;
        TestKafka.createTopics(Topics.chatIn(tenant, id), Topics.chatOut(tenant, id));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.thread = Thread.ofPlatform().daemon().start(this::run);
    }

    void script(BiConsumer<UserMessage, ScriptedAgent> other) {
        script = other;
    }

    Queue<UserMessage> received() {
        return received;
    }

    /** The header of each message, in their order. */
    Queue<String> traceparents() {
        return traceparents;
    }

    void whole(UserMessage message, String text) {
        send(json.writeValueAsBytes(new AgentReply.Whole(
                message.sessionId(), text, Clock.systemUTC().instant(), message.traceId())));
    }

    void delta(UserMessage message, int index, String text) {
        send(json.writeValueAsBytes(typed(
                "delta",
                new AgentReply.Delta(
                        message.sessionId(),
                        message.traceId(),
                        "s1",
                        text,
                        index,
                        Clock.systemUTC().instant()))));
    }

    void done(UserMessage message) {
        send(json.writeValueAsBytes(typed(
                "done",
                new AgentReply.Done(
                        message.sessionId(),
                        message.traceId(),
                        "s1",
                        null,
                        "stop",
                        Clock.systemUTC().instant()))));
    }

    void send(byte[] value) {
        try {
            var sent = producer.send(new ProducerRecord<>(Topics.chatOut(tenant, id), value))
                    .get();
            assertThat(sent.hasOffset()).isTrue();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Object typed(String type, AgentReply reply) {
        var tree = json.valueToTree(reply);
        return ((ObjectNode) tree).put("type", type);
    }

    private void run() {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = List.of(new TopicPartition(Topics.chatIn(tenant, id), 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (open) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    var message = json.readValue(record.value(), UserMessage.class);
                    received.add(message);
                    traceparents.add(new String(
                            record.headers().lastHeader("traceparent").value(), UTF_8));
                    script.accept(message, this);
                });
            }
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
