package io.aispm.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aispm.contract.Topics;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.json.WireJson;
import io.aispm.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@LineageConsumerTest
class LineageConsumerIT {

    private static final JsonMapper JSON = WireJson.betweenServices();
    private static KafkaProducer<byte[], byte[]> producer;

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private EventLedger ledger;

    @Autowired
    private JdbcClient jdbc;

    private final TestEvents events = new TestEvents();

    @BeforeAll
    static void connect() {
        Map<String, Object> settings = Map.of("bootstrap.servers", TestKafka.bootstrapServers(), "linger.ms", 0);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    static void disconnect() {
        producer.close();
    }

    @Test
    void keepsAnEventThatIsSentTwiceOnce() {
        var twice = events.chat("twice");
        var last = events.chat("last");
        send(twice);
        send(twice);
        send(last);

        await().until(() -> kept().contains(last));
        assertThat(kept()).containsExactly(last, twice);
    }

    @Test
    void setsPoisonAsideWithItsReasonAndReadsOn() {
        var marker = events.tenant.value();
        send(("{\"event_id\": " + marker).getBytes(UTF_8));
        var last = events.chat("last");
        send(last);

        await().until(() -> kept().contains(last));
        try (var dead = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestKafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partition = List.of(new TopicPartition(Topics.LINEAGE + ".dead", 0));
            dead.assign(partition);
            dead.seekToBeginning(partition);
            await().until(() -> Stream.of(dead.poll(Duration.ofSeconds(1)))
                    .flatMap(records -> records.records(partition.getFirst()).stream())
                    .anyMatch(letter -> new String(letter.value(), UTF_8).contains(marker)
                            && letter.headers().lastHeader("reason") != null));
        }
    }

    @Test
    void keepsTextThatADatabaseCannot() {
        var odd = events.chat("before\0after \uD83D");
        send(odd);

        await().until(() -> !kept().isEmpty());
        assertThat(kept().getFirst().payload()).containsEntry("text", "before\uFFFDafter \uFFFD");
    }

    @Test
    void survivesTheLossOfEveryConnectionToTheDatabase() {
        send(events.chat("before"));
        await().until(() -> kept().size() == 1);
        jdbc.sql("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()")
                .query(Long.class)
                .single();
        var after = events.chat("after");
        send(after);

        await().ignoreExceptions().until(() -> kept().contains(after));
    }

    @Test
    void answersOtherServicesInPagesNewestFirst() {
        var all = IntStream.range(0, 5).mapToObj(n -> events.chat("text " + n)).toList();
        ledger.enter(all);

        var first = body(ask("&limit=3"));
        var second = body(ask("&limit=3&cursor=" + first.get("next").asString()));

        assertThat(texts(first)).containsExactly("text 4", "text 3", "text 2");
        assertThat(texts(second)).containsExactly("text 1", "text 0");
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void narrowsByTypeSessionAndTrace() {
        var chat = events.chat("text");
        var crash = events.of(EventType.AGENT_CRASHED, Map.of("reason", "exit code 1"));
        var log = events.of(EventType.AGENT_LOG, Map.of("message", "hello"));
        ledger.enter(List.of(chat, crash, log));

        var types = "&agent_id=" + events.agent + "&types=AgentChatMessage,AgentCrashed";
        assertThat(body(ask(types)).get("events")).hasSize(2);
        assertThat(body(ask("&session_id=" + events.session)).get("events")).hasSize(3);
        assertThat(body(ask("&trace_id=" + events.trace + "&types=AgentLog")).get("events"))
                .hasSize(1);
        assertThat(body(ask("&trace_id=" + new TestEvents().trace)).get("events"))
                .isEmpty();
    }

    @Test
    void answersNobodyElse() {
        assertThat(mvc.get().uri("/internal/events?tenant_id={t}", events.tenant))
                .hasStatus(401)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("unknown_service");
    }

    @Test
    void refusesBadQuestions() {
        assertThat(ask("&limit=0")).hasStatus(400);
        assertThat(ask("&limit=201")).hasStatus(400);
        assertThat(ask("&cursor=nonsense")).hasStatus(400);
        assertThat(ask("&agent_id=nonsense")).hasStatus(400);
        assertThat(ask("&trace_id=nonsense")).hasStatus(400);
    }

    @Test
    void saysThatItIsUp() {
        assertThat(mvc.get().uri("/health"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("UP");
    }

    private List<LineageEvent> kept() {
        return ledger.find(EventQuery.newest(events.tenant, 200)).rows();
    }

    private MvcTestResult ask(String more) {
        return mvc.get()
                .uri("/internal/events?tenant_id=" + events.tenant + more)
                .header("Authorization", "Bearer " + TestSurroundings.TOKEN)
                .exchange();
    }

    private static JsonNode body(MvcTestResult answer) {
        assertThat(answer).hasStatusOk();
        return JSON.readTree(answer.getResponse().getContentAsByteArray());
    }

    private static List<String> texts(JsonNode page) {
        return page.get("events")
                .valueStream()
                .map(event -> event.get("payload").get("text").asString())
                .toList();
    }

    private void send(LineageEvent event) {
        send(JSON.writeValueAsBytes(event));
    }

    private void send(byte[] value) {
        var key = events.agent.toString().getBytes(UTF_8);
        await().until(() -> producer.send(new ProducerRecord<>(Topics.LINEAGE, key, value))
                .get()
                .hasOffset());
    }
}
