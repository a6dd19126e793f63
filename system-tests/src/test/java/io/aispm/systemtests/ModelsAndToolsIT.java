package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** An agent's models, tools and secrets: through the gateways, recorded under the turn's trace, redacted on the way out. */
class ModelsAndToolsIT {

    private static Api admin;
    private static String agent;

    @BeforeAll
    static void start() {
        admin = Api.admin("gateways");
        agent = admin.register("obedient", Agents.code(Agents.OBEDIENT), Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    @Test
    void aSwitchOfTheProviderCountsForTheNextCallOfTheSameProcess() {
        try (var first = new ScriptedProvider("I am the first");
                var second = new ScriptedProvider("I am the second")) {
            first.becomeDefaultOf(admin, "model-one");
            assertThat(reply("please ask the model now")).isEqualTo("I am the first");

            second.becomeDefaultOf(admin, "model-two");
            assertThat(reply("please ask the model again")).isEqualTo("I am the second");

            assertThat(first.asked()).hasSize(1);
            assertThat(second.asked())
                    .singleElement()
                    .satisfies(
                            asked -> assertThat(asked.path("model").asString()).isEqualTo("model-two"));
        }
    }

    @Test
    void aCallIsTiedToTheTurnItBelongsTo() {
        try (var provider = new ScriptedProvider("tied")) {
            provider.becomeDefaultOf(admin, "model-three");
            var frames = admin.chat(agent, Map.of("message", "please ask the model, tied"));
            var trace = frames.getFirst().path("trace_id").asString();

            await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
                var call = find("llm_call", trace).orElseThrow();
                assertThat(call.path("ok").asBoolean()).isTrue();
                assertThat(call.path("model").asString()).isEqualTo("model-three");
                assertThat(call.path("prompt_tokens").asInt()).isEqualTo(11);
                assertThat(call.path("completion_tokens").asInt()).isEqualTo(7);
            });
        }
    }

    @Test
    void aToolThatIsNotConfiguredSaysWhichFieldToSet() {
        var frames = admin.chat(agent, Map.of("message", "please use the tool"));

        assertThat(frames.getLast().path("text").asString())
                .startsWith("the tool said:")
                .contains("Tavily Integration");
        var trace = frames.getFirst().path("trace_id").asString();
        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            var call = find("tool_call", trace).orElseThrow();
            assertThat(call.path("tool").asString()).isEqualTo("web_fetch");
            assertThat(call.path("ok").asBoolean()).isFalse();
        });
    }

    @Test
    void aMessageOfMoreThan64KilobytesIsRefusedBeforeTheStream() {
        var message = Map.of("message", "a".repeat(65 * 1024));

        assertThat(admin.post("/api/spm/agents/" + agent + "/chat", message)
                        .expect(413)
                        .code())
                .isEqualTo("message_too_large");
    }

    @Test
    void aSecretInAReplyIsRedactedEverywhere() {
        var key = "sk-proj-" + "aB3".repeat(16) + "T3BlbkFJ" + "xY7".repeat(16);
        admin.put("/api/spm/agents/" + agent + "/secrets/provider", Map.of("value", key))
                .expect(204);
        assertThat(admin.get("/api/spm/agents/" + agent + "/secrets")
                        .expect(200)
                        .body())
                .contains("provider")
                .doesNotContain(key);

        var frames = admin.chat(agent, Map.of("message", "please tell a secret"));

        assertThat(frames.toString()).doesNotContain(key);
        assertThat(frames.getLast().path("type").asString()).isEqualTo("done");
        assertThat(frames)
                .anySatisfy(frame -> assertThat(frame.path("type").asString()).isEqualTo("redacted"));
        var session = frames.getFirst().path("session_id").asString();
        assertThat(admin.get("/api/spm/agents/" + agent + "/sessions/" + session + "/messages")
                        .expect(200)
                        .body())
                .contains("the key is")
                .doesNotContain(key);
        var trace = frames.getFirst().path("trace_id").asString();
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(find("chat", trace)).isPresent());
        assertThat(admin.get("/api/spm/agents/" + agent + "/activity?limit=200").body())
                .doesNotContain(key);
    }

    private static String reply(String text) {
        return admin.chat(agent, Map.of("message", text)).getLast().path("text").asString();
    }

    private static Optional<JsonNode> find(String kind, String trace) {
        return rows(kind).stream()
                .filter(row -> row.path("trace_id").asString().equals(trace))
                .findFirst();
    }

    private static List<JsonNode> rows(String kind) {
        var rows = admin.get("/api/spm/agents/" + agent + "/activity?limit=200&kind=" + kind)
                .expect(200)
                .json();
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
