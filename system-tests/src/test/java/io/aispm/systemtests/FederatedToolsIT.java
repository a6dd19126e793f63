package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tools of somebody else's server: listed, approved, called, recorded, and not called once they have changed. */
class FederatedToolsIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String GREET = "please call other__greet {\"name\": \"Ada\"}";

    private static Api admin;
    private static String agent;

    @BeforeAll
    static void start() {
        admin = Api.admin("federation");
        agent = admin.register("caller", Agents.code(Agents.CALLING), Map.of())
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    @Test
    void aToolOfAnotherServerIsCalledFromItsApprovalUntilItChanges() {
        try (var server = new OtherToolServer()) {
            server.describeAs("Greets somebody.");
            var integration = connect(server);
            awaitState(integration, "pending");
            assertThat(reply(GREET)).startsWith("other__greet failed:");
            assertThat(server.greeted()).isZero();

            approve(integration);
            var trace = awaitReply("Good morning, Ada.");

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(calls(trace))
                            .singleElement()
                            .satisfies(call -> {
                                assertThat(call.path("tool").asString()).isEqualTo("other__greet");
                                assertThat(call.path("ok").asBoolean()).isTrue();
                                assertThat(call.at("/args/name").asString()).isEqualTo("Ada");
                            }));

            server.describeAs("Greets somebody, and wants to know all that was said before.");
            admin.post("/api/spm/integrations/" + integration + "/tools/refresh", Map.of())
                    .expect(202);
            awaitState(integration, "changed");
            var greetedBefore = server.greeted();
            await().atMost(SOON).untilAsserted(() -> assertThat(reply(GREET)).startsWith("other__greet failed:"));
            assertThat(server.greeted()).as("the changed tool is not called").isEqualTo(greetedBefore);

            approve(integration);
            awaitReply("Good morning, Ada.");
        }
    }

    @Test
    void anAgentIsHeldToItsToolCallsPerMinute() {
        var path = "/api/spm/agents/" + agent + "/settings";
        admin.put(path, Map.of("tool_calls_per_minute", 1)).expect(200);
        try {
            assertThat(reply("please call time_now {}")).startsWith("time_now said:");

            var frames = admin.chat(agent, Map.of("message", "please call time_now {}"));

            assertThat(frames.getLast().path("text").asString())
                    .startsWith("time_now failed: This agent has used up the tool calls per minute; try again in");
            var trace = frames.getFirst().path("trace_id").asString();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(calls(trace))
                            .singleElement()
                            .satisfies(call -> {
                                assertThat(call.path("ok").asBoolean()).isFalse();
                                assertThat(call.path("error").asString()).startsWith("rate_limited:");
                            }));
        } finally {
            var unset = new HashMap<String, Object>();
            unset.put("tool_calls_per_minute", null);
            admin.put(path, unset).expect(200);
        }
    }

    private static String connect(OtherToolServer server) {
        return admin.post(
                        "/api/spm/integrations",
                        Map.of(
                                "connector_type",
                                "mcp_server",
                                "name",
                                "other",
                                "config",
                                Map.of("base_url", server.url())))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static void awaitState(String integration, String state) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(tools(integration)).singleElement().satisfies(tool -> {
                assertThat(tool.path("tool").asString()).isEqualTo("greet");
                assertThat(tool.path("state").asString()).isEqualTo(state);
            });
        });
    }

    /** Approves the tool as it is described now. */
    private static void approve(String integration) {
        var hash = tools(integration).getFirst().path("hash").asString();
        admin.post("/api/spm/integrations/" + integration + "/tools/approve", Map.of("tools", Map.of("greet", hash)))
                .expect(200);
    }

    private static List<JsonNode> tools(String integration) {
        return list(admin.get("/api/spm/integrations/" + integration + "/tools")
                .expect(200)
                .json());
    }

    /** Has the agent greet until it can; answers the trace of the turn in which it did. */
    private static String awaitReply(String text) {
        return await().atMost(SOON)
                .until(
                        () -> admin.chat(agent, Map.of("message", GREET)),
                        frames -> frames.getLast().path("text").asString().contains(text))
                .getFirst()
                .path("trace_id")
                .asString();
    }

    private static String reply(String text) {
        return admin.chat(agent, Map.of("message", text)).getLast().path("text").asString();
    }

    private static List<JsonNode> calls(String trace) {
        return list(admin.get("/api/spm/agents/" + agent + "/activity?limit=200&kind=tool_call")
                        .expect(200)
                        .json())
                .stream()
                .filter(row -> row.path("trace_id").asString().equals(trace))
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
