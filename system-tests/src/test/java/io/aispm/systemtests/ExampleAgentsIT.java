package io.aispm.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each example agent, deployed as a person does it, uses its tool for a turn and answers what only the tool knew. */
class ExampleAgentsIT {

    private static final String TENANT = "examples";
    private static final String VALUE = "berth-" + UUID.randomUUID().toString().substring(0, 8);
    private static final String PAGE = "The harbour office says that the ship lies at " + VALUE + " today.";

    private static Api admin;
    private static ScriptedProvider provider;
    private static StandInTavily tavily;

    @BeforeAll
    static void start() {
        admin = Api.admin(TENANT);
        provider = ScriptedProvider.askingForTheToolUntil(Pattern.compile(Pattern.quote(VALUE)));
        provider.becomeDefaultOf(admin, "model-with-tools");
        tavily = new StandInTavily(PAGE);
        tavily.becomeTheSearchOf(admin);
    }

    @AfterAll
    static void stop() {
        provider.close();
        tavily.close();
    }

    @ParameterizedTest
    @CsvSource({
        "python/custom_agent.py, custom, tool call",
        "python/langchain_agent.py, langchain, tool call",
        "python/llamaindex_agent.py, llamaindex, LlamaIndex",
        "python/autogpt_agent.py, autogpt, reflected",
        "python/openai_assistant_agent.py, openai_assistant, completed",
        "java/custom-agent-jar/target/custom-agent-jar.jar, custom, tool call",
        "java/langchain4j-agent-jar/target/langchain4j-agent-jar.jar, langchain4j, tool call"
    })
    void anExampleAnswersWhatOnlyItsToolKnew(String file, String type, String logged) {
        var agent = deploy(file, type);

        var frames = admin.chat(agent, Map.of("message", "At which berth does the ship lie today?"));

        var trace = frames.getFirst().path("trace_id").asString();
        assertThat(frames.getLast().path("type").asString()).isEqualTo("done");
        assertThat(frames.getLast().path("text").asString()).contains(VALUE);
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(toolCalls(agent))
                        .filteredOn(row -> row.path("trace_id").asString().equals(trace))
                        .isNotEmpty()
                        .allSatisfy(row -> {
                            assertThat(row.path("tool").asString()).isEqualTo("web_fetch");
                            assertThat(row.path("ok").asBoolean()).isTrue();
                        }));
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(
                                admin.get("/api/spm/agents/" + agent + "/logs").body())
                        .contains("web_fetch", logged));
        admin.delete("/api/spm/agents/" + agent).expect(204);
    }

    /** By the command line; the first that imports a framework waits until it is installed. */
    private static String deploy(String file, String type) {
        var path = Stack.file("example-agents/" + file).toString();
        var token = Map.of("AISPM_TOKEN", Stack.token("spm:admin", TENANT, "admin"));
        var api = Stack.get().api();
        return Stack.aispm(token, "deploy", path, "--type", type, "--wait", "120s", "--api", api)
                .expectSuccess()
                .strip();
    }

    private static List<JsonNode> toolCalls(String agent) {
        var rows = admin.get("/api/spm/agents/" + agent + "/activity?limit=200&kind=tool_call")
                .expect(200)
                .json();
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }
}
