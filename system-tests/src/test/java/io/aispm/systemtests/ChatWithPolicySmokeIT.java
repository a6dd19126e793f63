package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The main job: register, run, attach a policy, chat, see it in the activity, detach, delete. */
class ChatWithPolicySmokeIT {

    private static Api admin;

    @BeforeAll
    static void start() {
        admin = Api.admin("smoke");
    }

    @Test
    void aPolicyChangesTheAnswerWhileItIsAttachedAndNotAfter() {
        var agent = admin.register("smoke", Agents.code(Agents.ECHO), Map.of())
                .expect(201)
                .json();
        var id = agent.path("id").asString();
        assertThat(agent.path("runtime_state").asString())
                .as(agent.path("state_reason").asString())
                .isEqualTo("running");

        var first = last(admin.chat(id, Map.of("message", "tell me about kiwis")));
        assertThat(first.path("text").asString()).isEqualTo("echo: tell me about kiwis");

        var policy = noKiwis();
        admin.put("/api/spm/agents/" + id + "/policies", Map.of("policy_ids", List.of(policy)))
                .expect(200);
        var blocked = last(admin.chat(id, Map.of("message", "tell me about kiwis")));
        assertThat(blocked.path("code").asString()).isEqualTo("policy_blocked");
        assertThat(blocked.path("text").asString()).isEqualTo("Blocked by policy: no kiwis here");

        admin.put("/api/spm/agents/" + id + "/policies", Map.of("policy_ids", List.of()))
                .expect(200);
        var after = last(admin.chat(id, Map.of("message", "tell me about kiwis again")));
        assertThat(after.path("text").asString()).isEqualTo("echo: tell me about kiwis again");

        await().atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            var rows = activity(id);
            assertThat(rows)
                    .anySatisfy(row -> says(row, "user", "tell me about kiwis again"))
                    .anySatisfy(row -> says(row, "agent", "echo: tell me about kiwis again"))
                    .anySatisfy(
                            row -> assertThat(row.path("verdict").asString()).isEqualTo("block"));
        });

        admin.delete("/api/spm/agents/" + id).expect(204);
        assertThat(admin.get("/api/spm/agents/" + id).expect(404).code()).isEqualTo("agent_not_found");
        admin.delete("/api/spm/policies/" + policy).expect(204);
    }

    private static String noKiwis() {
        var template = admin.get("/api/spm/policies/template")
                .expect(200)
                .json()
                .path("rego")
                .asString();
        var rego = template.replace("__SLUG__", "no_kiwis")
                .replace("__CONDITION__", "contains(input.prompt, \"kiwi\")")
                .replace("__REASON__", "no kiwis here");
        return admin.post("/api/spm/policies", Map.of("id", "no_kiwis", "name", "No kiwis", "rego", rego))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static void says(JsonNode row, String role, String text) {
        assertThat(row.path("kind").asString()).isEqualTo("chat");
        assertThat(row.path("role").asString()).isEqualTo(role);
        assertThat(row.path("text").asString()).isEqualTo(text);
    }

    private static List<JsonNode> activity(String agent) {
        var rows =
                admin.get("/api/spm/agents/" + agent + "/activity").expect(200).json();
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private static JsonNode last(List<JsonNode> frames) {
        assertThat(frames.getFirst().path("type").asString()).isEqualTo("session");
        return frames.getLast();
    }
}
