package io.aispm.sdk.behaviour;

import io.aispm.contract.chat.AgentReply;
import io.aispm.sdk.internal.Json;
import io.aispm.testkit.SecuredBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The platform's side of the chat with one agent: what was said, and every answer that came, also those too many. */
final class Conversation implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String chatIn;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final Map<String, String> said = new HashMap<>();
    private final Map<String, StringBuilder> begun = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();

    /** One whole reply; a stream is one when its end has come. */
    record Answer(String trace, String text) {}

    Conversation(SecuredBroker broker, AgentTopics topics) {
        var client = broker.client(SecuredBroker.ADMIN, SecuredBroker.ADMIN_PASSWORD);
        this.chatIn = topics.in();
        this.producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
        this.consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer());
        var source = new TopicPartition(topics.out(), 0);
        consumer.assign(List.of(source));
        consumer.seekToBeginning(List.of(source));
    }

    /** Says something in a session; answers the turn's trace. */
    String say(String session, String text) {
        var trace = UUID.randomUUID().toString().replace("-", "");
        said.put(
                trace,
                Json.MAPPER.writeValueAsString(Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "session_id",
                        session,
                        "user_id",
                        "ada",
                        "text",
                        text,
                        "ts",
                        "2026-01-02T03:04:05.678Z",
                        "trace_id",
                        trace)));
        deliver(session, trace);
        return trace;
    }

    /** Sends the very message of a turn to the agent, for the first time or again. */
    void deliver(String session, String trace) {
        var record = new ProducerRecord<>(chatIn, 0, session, Objects.requireNonNull(said.get(trace)));
        try {
            producer.send(record).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("the message was not sent", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Waits for a turn's answer. */
    String answerTo(String trace) {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            var given = answersTo(trace);
            if (!given.isEmpty()) {
                return given.getFirst();
            }
            read(Duration.ofMillis(200));
        }
        throw new AssertionError("no answer; so far " + answers.size() + " to others");
    }

    /** The answers to a turn that have been read. */
    List<String> answersTo(String trace) {
        return answers.stream()
                .filter(answer -> answer.trace().equals(trace))
                .map(Answer::text)
                .toList();
    }

    /** All answers that have been read, in the order in which they ended. */
    List<String> answers() {
        return answers.stream().map(Answer::text).toList();
    }

    private void read(Duration patience) {
        for (var record : consumer.poll(patience)) {
            switch (Json.MAPPER.readValue(record.value(), AgentReply.class)) {
                case AgentReply.Whole whole -> answers.add(new Answer(String.valueOf(whole.traceId()), whole.text()));
                case AgentReply.Delta delta -> begin(delta.streamId()).append(delta.text());
                case AgentReply.Done done ->
                    answers.add(new Answer(
                            done.traceId().toString(), begin(done.streamId()).toString()));
            }
        }
    }

    private StringBuilder begin(String stream) {
        return begun.computeIfAbsent(stream, none -> new StringBuilder());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        consumer.close();
    }
}
