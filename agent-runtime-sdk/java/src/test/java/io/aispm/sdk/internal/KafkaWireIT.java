package io.aispm.sdk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.chat.AgentReply;
import io.aispm.sdk.AispmException;
import io.aispm.testkit.TestBroker;
import io.aispm.testkit.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wire and the inbox over a real broker, through what brokers and processes do to them. */
@Timeout(90)
class KafkaWireIT {

    private static final String SESSION = "0197e5a0-2222-7000-8000-000000000002";

    private final String name = "cpm.t1.agents." + UUID.randomUUID();
    private final String chatIn = name + ".chat.in";
    private final String chatOut = name + ".chat.out";
    private final String group = name + ".1";

    private KafkaWire wire(String servers) {
        var bootstrap =
                new Bootstrap("t1", "", "", "", servers, "PLAINTEXT", null, null, null, group, chatIn, chatOut, null);
        return new KafkaWire(new KafkaSettings("a", bootstrap), chatIn, chatOut);
    }

    private KafkaWire wire() {
        TestKafka.createTopics(chatIn, chatOut);
        return wire(TestKafka.bootstrapServers());
    }

    private void say(String servers, String... texts) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "max.block.ms", 20_000);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (var text : texts) {
                var document = Map.of(
                        "id",
                        UUID.randomUUID().toString(),
                        "session_id",
                        "session of " + text,
                        "user_id",
                        "ada",
                        "text",
                        text,
                        "ts",
                        "t",
                        "trace_id",
                        MemoryWire.TRACE);
                producer.send(new ProducerRecord<>(chatIn, 0, SESSION, Json.MAPPER.writeValueAsString(document)))
                        .get();
            }
        }
    }

    private static Turn next(Inbox inbox) {
        return inbox.take().orElseThrow();
    }

    private List<String> written() {
        var texts = new ArrayList<String>();
        Map<String, Object> settings = Map.of("bootstrap.servers", TestKafka.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var source = new TopicPartition(chatOut, 0);
            consumer.assign(List.of(source));
            consumer.seekToBeginning(List.of(source));
            var end = consumer.endOffsets(List.of(source)).getOrDefault(source, 0L);
            while (consumer.position(source) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> texts.add(record.value()));
            }
        }
        return texts;
    }

    @Test
    void losesNoMessageThatWasSentBeforeItListened() throws Exception {
        TestKafka.createTopics(chatIn, chatOut);
        say(TestKafka.bootstrapServers(), "first", "second");
        var wire = wire();
        var inbox = new Inbox(wire);
        inbox.start();

        assertThat(List.of(next(inbox).message().text(), next(inbox).message().text()))
                .containsExactly("first", "second");
        wire.close();
    }

    @Test
    void beginsWhereThePlatformCommittedForThisStart() throws Exception {
        TestKafka.createTopics(chatIn, chatOut);
        say(TestKafka.bootstrapServers(), "of a turn that has ended");
        try (var admin = Admin.create(Map.of("bootstrap.servers", TestKafka.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(chatIn, 0), new OffsetAndMetadata(1)))
                    .all()
                    .get();
        }
        say(TestKafka.bootstrapServers(), "new");
        var wire = wire();
        var inbox = new Inbox(wire);
        inbox.start();

        assertThat(next(inbox).message().text()).isEqualTo("new");
        wire.close();
    }

    @Test
    void handsOutAgainWhatWasNotHandledWhenTheProcessEnded() throws Exception {
        TestKafka.createTopics(chatIn, chatOut);
        say(TestKafka.bootstrapServers(), "handled", "in hand", "waiting");
        var wire = wire();
        var inbox = new Inbox(wire);
        inbox.start();
        next(inbox).putDown();
        next(inbox);
        wire.close();

        var second = wire();
        var after = new Inbox(second);
        after.start();

        assertThat(List.of(next(after).message().text(), next(after).message().text()))
                .containsExactly("in hand", "waiting");
        second.close();
    }

    @Test
    void writesPartsThatTheServicesReadInOrder() {
        var wire = wire();
        var replies = new Replies(wire, Clock.systemUTC());
        var stream = new Replies.Stream(SESSION, MemoryWire.TRACE, "s-1");
        for (var index = 0; index < 20; index++) {
            replies.delta(stream, "part " + index, index);
        }
        replies.done(stream, null, "stop");
        wire.close();

        var read = written().stream()
                .map(text -> Json.MAPPER.readValue(text, AgentReply.class))
                .toList();
        assertThat(read).hasSize(21);
        assertThat(read.subList(0, 20))
                .extracting(reply -> ((AgentReply.Delta) reply).index())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(read.getLast()).isInstanceOf(AgentReply.Done.class);
    }

    @Test
    void saysSoWhenAReplyIsTooLarge() {
        var wire = wire();

        assertThatThrownBy(() -> wire.send(SESSION, "x".repeat(2_000_000).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AispmException.class)
                .hasMessageStartingWith("the reply was refused");
        wire.send(SESSION, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(written()).containsExactly("{}");
        wire.close();
    }

    @Test
    void waitsForABrokerThatIsAway() throws Exception {
        var clients = TestBroker.freePort();
        var controller = TestBroker.freePort();
        var servers = "127.0.0.1:" + clients;
        var wire = wire(servers);
        var inbox = new Inbox(wire);
        inbox.start();
        var sending = CompletableFuture.runAsync(() -> wire.send(SESSION, "{}".getBytes(StandardCharsets.UTF_8)));
        await().during(Duration.ofMillis(500)).until(() -> !sending.isDone());

        var listeners = "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(clients, controller);
        var broker = TestBroker.start(
                controller,
                List.of(),
                Map.of("listeners", listeners, "advertised.listeners", "PLAINTEXT://" + servers));
        try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(chatIn, 1, (short) 1), new NewTopic(chatOut, 1, (short) 1)))
                    .all()
                    .get();
            say(servers, "hello");

            assertThat(next(inbox).message().text()).isEqualTo("hello");
            assertThat(sending).succeedsWithin(Duration.ofSeconds(60));
            wire.close();
        } finally {
            broker.close();
        }
    }
}
