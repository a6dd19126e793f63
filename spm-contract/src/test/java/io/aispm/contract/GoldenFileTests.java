package io.aispm.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.policy.PolicyDecision;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is read from a golden file and written again is the same file: the Python and the UI's tests read them too. */
class GoldenFileTests {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @ParameterizedTest
    @CsvSource({
        "chat-in, io.aispm.contract.chat.UserMessage",
        "chat-out.delta, io.aispm.contract.chat.AgentReply",
        "chat-out.done, io.aispm.contract.chat.AgentReply",
        "chat-out.whole, io.aispm.contract.chat.AgentReply",
        "bootstrap, io.aispm.contract.agent.Bootstrap",
        "bootstrap.private-ca, io.aispm.contract.agent.Bootstrap",
        "lineage-event.chat-message, io.aispm.contract.lineage.LineageEvent",
        "lineage-event.tool-call, io.aispm.contract.lineage.LineageEvent",
        "lineage-event.llm-call, io.aispm.contract.lineage.LineageEvent",
        "lineage-event.guard-decision, io.aispm.contract.lineage.LineageEvent",
        "lineage-event.policy-decision, io.aispm.contract.lineage.LineageEvent",
        "control-event, io.aispm.contract.lineage.ControlEvent",
        "policy-question, io.aispm.contract.policy.PolicyQuestion",
        "policy-decision, io.aispm.contract.policy.PolicyDecision"
    })
    void readsAndWritesTheSame(String name, Class<?> type) throws IOException {
        var golden = golden(name);

        var written = JSON.readTree(JSON.writeValueAsString(JSON.treeToValue(golden, type)));

        assertThat((Object) written).isEqualTo(sameInstants(golden));
    }

    @ParameterizedTest
    @CsvSource({
        "chat-message, ChatMessage",
        "tool-call, ToolCall",
        "llm-call, LlmCall",
        "guard-decision, GuardDecision",
        "policy-decision, PolicyDecision"
    })
    void everyPayloadIsThatOfItsEvent(String name, String simpleName) throws Exception {
        var event = golden("lineage-event." + name);
        var type = Class.forName(Payload.class.getName() + "$" + simpleName).asSubclass(Payload.class);

        var payload = JSON.treeToValue(event.get("payload"), type);

        assertThat(payload.type()).hasToString(event.get("event_type").asString());
        assertThat((Object) JSON.readTree(JSON.writeValueAsString(payload))).isEqualTo(event.get("payload"));
    }

    @Test
    void aReplyWithoutATypeOrATraceIsAWholeOne() {
        var reply = JSON.readValue("""
                {"session_id":"0197e5a0-2222-7000-8000-000000000002","text":"Hi","ts":"2026-04-25T10:00:02Z","later":1}""", AgentReply.class);

        assertThat(reply).isInstanceOfSatisfying(AgentReply.Whole.class, whole -> {
            assertThat(whole.text()).isEqualTo("Hi");
            assertThat(whole.traceId()).isNull();
        });
    }

    @Test
    void anUnknownOutcomeIsABlock() {
        var decision = JSON.readValue("{\"decision\":\"permit\"}", PolicyDecision.class);

        assertThat(decision.decision()).isEqualTo(PolicyDecision.Outcome.BLOCK);
    }

    private static JsonNode golden(String name) throws IOException {
        try (var file = GoldenFileTests.class.getResourceAsStream("/golden/" + name + ".json")) {
            return JSON.readTree(Objects.requireNonNull(file, name));
        }
    }

    /** {@code 10:00:01.000Z} and {@code 10:00:01Z} are the same instant in two spellings. */
    private static JsonNode sameInstants(JsonNode golden) {
        return JSON.readTree(golden.toString().replaceAll("(T\\d\\d:\\d\\d:\\d\\d)\\.000Z", "$1Z"));
    }
}
