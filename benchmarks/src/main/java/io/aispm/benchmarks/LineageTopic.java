package io.aispm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The lineage topic, written to as spm-api writes to it. */
final class LineageTopic implements AutoCloseable {

    private static final String TOPIC = "cpm.global.lineage_events";
    private static final int AGENTS = 200;
    private static final int WARM_UP = 20_000;
    private static final String PAYLOAD =
            "{\"role\":\"user\",\"text\":\"How much was sold in March, and to whom? The numbers by"
                    + " region, please, and how they compare with last year.\",\"verdict\":\"allow\"}";

    private final BenchStack stack;
    private final KafkaProducer<String, String> producer;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();

    LineageTopic(BenchStack stack) {
        this.stack = stack;
        var settings = new HashMap<String, Object>();
        settings.put(
                "bootstrap.servers",
                stack.status().at("/kafka/bootstrap_servers").asString());
        settings.put("security.protocol", "SASL_PLAINTEXT");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"spm-api\" password=\""
                        + stack.key("kafka/spm-api") + "\";");
        settings.put("acks", "all");
        settings.put("linger.ms", 5);
        settings.put("compression.type", "lz4");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    /** One event, as text of the topic and as a line of a copy. */
    record Event(String id, String agent, String session, String trace, Instant at) {

        private static Event of(String agent) {
            var at = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
            var random = ThreadLocalRandom.current();
            var id = new UUID(
                    at.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000),
                    random.nextLong() >>> 2 | Long.MIN_VALUE);
            return new Event(
                    id.toString(),
                    agent,
                    UUID.randomUUID().toString(),
                    id.toString().replace("-", ""),
                    at);
        }

        private String json() {
            return "{\"event_id\":\"" + id + "\",\"session_id\":\"" + session
                    + "\",\"event_type\":\"AgentChatMessage\","
                    + "\"payload\":" + PAYLOAD + ",\"timestamp\":\"" + at + "\",\"correlation_id\":\"" + trace
                    + "\",\"agent_id\":\"" + agent
                    + "\",\"user_id\":\"ada\",\"tenant_id\":\"bench\",\"source\":\"bench\",\"schema_version\":1}";
        }

        /** The row in PostgreSQL's text format. */
        String copyLine() {
            return String.join(
                    "\t",
                    id,
                    at.toString(),
                    "bench",
                    agent,
                    session,
                    trace,
                    "AgentChatMessage",
                    "ada",
                    "bench",
                    "1",
                    PAYLOAD);
        }
    }

    /** Events of many agents, made beforehand. */
    List<Event> make(int count) {
        var agents = new ArrayList<String>();
        for (var n = 0; n < AGENTS; n++) {
            agents.add(UUID.nameUUIDFromBytes(("agent" + n).getBytes(StandardCharsets.UTF_8))
                    .toString());
        }
        var events = new ArrayList<Event>(count);
        for (var n = 0; n < count; n++) {
            events.add(Event.of(agents.get(n % AGENTS)));
        }
        return events;
    }

    /** Sends them as fast as the broker takes them. */
    private void send(List<Event> events) {
        events.forEach(this::send);
        producer.flush();
    }

    /** Sends events and returns once the service has kept as many more as that. */
    void sendAndAwait(List<Event> events) {
        var before = kept();
        send(events);
        while (kept() < before + events.size()) {
            Waiting.nanos(50_000_000);
        }
    }

    /** Sends so many events of one agent, and returns once all are kept. */
    void sendAndAwait(String agent, int count) {
        sendAndAwait(Stream.generate(() -> Event.of(agent)).limit(count).toList());
    }

    /** Until the reader's code is compiled and its connections are open. */
    void warmUp() {
        sendAndAwait(make(WARM_UP));
    }

    private double kept() {
        return stack.counter("lineage-consumer", "lineage_events_stored_total");
    }

    /** Sends an event of the agent and remembers when. */
    void sendTo(String agent) {
        var event = Event.of(agent);
        sentAt.put(event.id(), System.nanoTime());
        send(event);
    }

    /** When the event was sent, by the clock of {@link System#nanoTime()}. */
    Optional<Long> sentAt(String id) {
        return Optional.ofNullable(sentAt.remove(id));
    }

    private void send(Event event) {
        var _ = producer.send(new ProducerRecord<>(TOPIC, event.agent(), event.json()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
