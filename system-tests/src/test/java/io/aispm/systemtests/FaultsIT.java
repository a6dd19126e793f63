package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * Parts are killed while a turn is open: it ends with its code, the part comes back, and the next turn works. What is
 * killed last costs the most, hence the order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsIT {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static Api admin;
    private static String agent;
    private static String neighbour;

    @BeforeAll
    static void start() {
        admin = Api.admin("faults");
        agent = run("obedient", Agents.OBEDIENT);
        neighbour = run("neighbour", Agents.ECHO);
    }

    @Test
    @Order(1)
    void aSilentAgentEndsItsTurnByTheDeadlineAndALateAnswerIsNeverShown() {
        var late = last(admin.chat(agent, Map.of("message", "please answer late")));
        assertThat(late.path("code").asString()).isEqualTo("agent_timeout");
        assertThat(late.path("text").asString()).isEqualTo("Agent did not respond within 6s.");

        assertThat(reply("and now in time")).isEqualTo("obeyed: and now in time");
    }

    @Test
    @Order(2)
    void aDyingAgentEndsItsTurnAndHarmsNoOther() {
        var death = last(admin.chat(agent, Map.of("message", "please die now")));
        assertThat(death.path("code").asString()).isEqualTo("agent_crashed");

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(state(agent)).isEqualTo("crashed"));
        assertThat(admin.get("/api/spm/agents/" + agent)
                        .json()
                        .path("state_reason")
                        .asString())
                .contains("7");
        assertThat(last(admin.chat(neighbour, Map.of("message", "are you well")))
                        .path("text")
                        .asString())
                .isEqualTo("echo: are you well");
        var refused = admin.post("/api/spm/agents/" + agent + "/chat", Map.of("message", "hello there"));
        assertThat(refused.expect(409).body()).contains("agent is 'crashed'; start it before chatting");

        admin.post("/api/spm/agents/" + agent + "/start", Map.of()).expect(202);
        await().atMost(Duration.ofSeconds(20)).until(() -> state(agent).equals("running"));
        assertThat(reply("the message that killed you is gone"))
                .isEqualTo("obeyed: the message that killed you is gone");
    }

    @Test
    @Order(3)
    void withoutThePolicyEngineEveryTurnIsRefused() {
        kill(Stack.pidOf("opa"));

        var refused = last(admin.chat(neighbour, Map.of("message", "is anybody there")));

        assertThat(refused.path("code").asString()).isEqualTo("policy_unavailable");
        awaitTurn("policies are back");
    }

    @Test
    @Order(4)
    void theLineageConsumerMayDieWithoutLosingAnything() {
        kill(Stack.pidOf("lineage-consumer"));
        var text = "recorded while nobody listened";

        assertThat(last(admin.chat(neighbour, Map.of("message", text)))
                        .path("text")
                        .asString())
                .isEqualTo("echo: " + text);
        await().atMost(RECOVERY).untilAsserted(() -> {
            var rows = admin.get("/api/spm/agents/" + neighbour + "/activity");
            assertThat(rows.status()).isEqualTo(200);
            assertThat(rows.body()).contains("echo: " + text);
        });
    }

    @Test
    @Order(5)
    void withoutKafkaATurnIsRefusedAndTheNextWorks() {
        kill(Stack.pidOfStore("kafka"));

        var refused = last(admin.chat(neighbour, Map.of("message", "is the broker there")));

        assertThat(refused.path("code").asString()).isIn("kafka_unavailable", "agent_timeout");
        awaitTurn("the broker is back");
    }

    @Test
    @Order(6)
    void agentsOutliveARestartOfTheControlPlane() {
        var session = UUID.randomUUID().toString();
        var open = CompletableFuture.supplyAsync(() -> {
            try {
                return last(admin.chat(agent, Map.of("message", "please be silent", "session_id", session)))
                        .path("type")
                        .asString();
            } catch (RuntimeException cut) {
                return "cut";
            }
        });
        await().until(() -> admin.get("/api/spm/agents/" + agent + "/sessions/" + session + "/messages")
                .body()
                .contains("please be silent"));
        kill(Stack.pidOf("spm-api"));

        assertThat(open.join()).isIn("cut", "error");
        awaitTurn("the control plane is back");
        assertThat(state(agent)).isEqualTo("running");
        assertThat(state(neighbour)).isEqualTo("running");
    }

    @Test
    @Order(7)
    void theDatabaseMayDieAndNothingIsLost() {
        kill(Stack.pidOfStore("postgres"));

        awaitTurn("the database is back");
        assertThat(admin.get("/api/spm/agents").expect(200).json()).hasSize(2);
    }

    private static String run(String name, String code) {
        var registered =
                admin.register(name, Agents.code(code), Map.of()).expect(201).json();
        assertThat(registered.path("runtime_state").asString()).isEqualTo("running");
        return registered.path("id").asString();
    }

    private static void awaitTurn(String text) {
        await().atMost(RECOVERY)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(last(admin.chat(neighbour, Map.of("message", text)))
                                .path("text")
                                .asString())
                        .isEqualTo("echo: " + text));
    }

    private static String reply(String text) {
        return last(admin.chat(agent, Map.of("message", text))).path("text").asString();
    }

    private static String state(String id) {
        return admin.get("/api/spm/agents/" + id)
                .expect(200)
                .json()
                .path("runtime_state")
                .asString();
    }

    private static JsonNode last(List<JsonNode> frames) {
        return Objects.requireNonNull(frames.getLast());
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid)).isPresent();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
