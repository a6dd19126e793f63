package io.aispm.api.lineage.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.WireJson;
import io.aispm.kit.lineage.LineageEvents;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpenLineageTests {

    private static final Instant BEGAN = Instant.parse("2026-04-25T10:00:00Z");
    private static final Schema SCHEMA = schema();

    private final JsonMapper json = WireJson.betweenServices();
    private final AgentId agent = new AgentId(UUID.randomUUID());
    private final SessionId session = new SessionId(UUID.randomUUID());
    private final TraceId trace = TraceId.of("0197e5a0111170008000000000000001");
    private final List<LineageEvent> happened = new ArrayList<>();

    @Test
    void isWhatTheSpecificationAsksFor() {
        wholeTurn();

        var document = document();

        assertThat(document)
                .hasSize(10)
                .allSatisfy(event -> assertThat(SCHEMA.validate(
                                event.toString(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                        .isEmpty());
    }

    /**
     * The client's classes are generated from the specification: what they don't know gets lost on the way through them, and
     * what is of another type than theirs they don't read.
     */
    @Test
    void isReadByTheProjectsOwnClientWithoutLoss() {
        wholeTurn();

        assertThat(document()).hasSize(10).allSatisfy(event -> {
            var read = OpenLineageClientUtils.runEventFromJson(event.toString());

            assertThat(read.getEventTime().toInstant())
                    .isEqualTo(event.at("/eventTime").asString());
            assertThat(withoutTime(json.readTree(OpenLineageClientUtils.toJson(read))))
                    .isEqualTo(withoutTime(event));
        });
    }

    /** So that the tests above can fail. */
    @Test
    void isCheckedByASchemaThatRefusesWhatIsNoRunEvent() {
        assertThat(SCHEMA.validate("{\"eventType\":\"STARTED\"}", InputFormat.JSON))
                .hasSizeGreaterThan(4);
        wholeTurn();
        var broken = document().getFirst().toString().replace("0197e5a0-1111-7000-8000-000000000001", "no uuid");
        assertThat(SCHEMA.validate(
                        broken,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isNotEmpty();
    }

    @Test
    void hangsEachStepUnderTheTurn() {
        wholeTurn();

        var document = document();

        var turn = document.getFirst();
        assertThat(turn.at("/run/runId").asString()).isEqualTo("0197e5a0-1111-7000-8000-000000000001");
        assertThat(turn.at("/job/name").asString()).isEqualTo("agent." + agent);
        assertThat(turn.at("/job/namespace").asString()).isEqualTo("aispm://t1");
        assertThat(document.getLast().at("/eventType").asString()).isEqualTo("COMPLETE");
        var steps = document.subList(1, document.size() - 1);
        assertThat(steps)
                .allSatisfy(step ->
                        assertThat(step.at("/run/facets/parent/run/runId")).isEqualTo(turn.at("/run/runId")));
        var runs = new HashSet<String>();
        steps.forEach(step -> runs.add(step.at("/run/runId").asString()));
        assertThat(runs).hasSize(4);
        assertThat(steps.get(4).at("/job/name").asString()).endsWith(".llm.claude-x");
        assertThat(steps.get(4).at("/inputs/0/name").asString()).isEqualTo("model.claude-x");
        assertThat(steps.get(4).at("/eventTime").asString()).isEqualTo("2026-04-25T10:00:00.100Z");
        assertThat(steps.get(5).at("/eventTime").asString()).isEqualTo("2026-04-25T10:00:00.500Z");
        assertThat(steps.get(7).at("/eventType").asString()).isEqualTo("FAIL");
    }

    @Test
    void holdsNoTextsAndNoArguments() {
        wholeTurn();

        assertThat(document().toString()).doesNotContain("secret");
    }

    @Test
    void ofARefusedTurnFails() {
        happened(5, new Payload.ChatMessage("user", "attack", "block"));

        assertThat(document())
                .extracting(event -> event.at("/eventType").asString())
                .containsExactly("START", "FAIL");
    }

    @Test
    void ofATurnThatIsStillOpenHasNoEnd() {
        happened(5, new Payload.ChatMessage("user", "hello", "allow"));

        assertThat(document())
                .extracting(event -> event.at("/eventType").asString())
                .containsExactly("START");
    }

    /** The client writes a time with fewer digits. */
    private static JsonNode withoutTime(JsonNode event) {
        return ((ObjectNode) event.deepCopy()).without("eventTime");
    }

    private void wholeTurn() {
        happened(5, new Payload.GuardDecision("prompt", "allow", 0.1, List.of(), "m", "1", 3));
        happened(7, new Payload.PolicyDecision("prompt", "allow", "", List.of("p1"), "r1", 2));
        happened(8, new Payload.ChatMessage("user", "the secret prompt", "allow"));
        happened(500, new Payload.LlmCall("claude-x", "anthropic", 12, 34, true, null, 400, 90L, 0.002));
        happened(700, new Payload.ToolCall("web_fetch", Map.of("query", "secret"), false, "policy_blocked", 150));
        happened(900, new Payload.ChatMessage("agent", "the secret reply", "allow"));
    }

    private void happened(long afterMs, Payload payload) {
        var clock = Clock.fixed(BEGAN.plusMillis(afterMs), ZoneOffset.UTC);
        happened.add(new LineageEvents(new Ids(), clock, "spm-api")
                .of(TenantId.of("t1"), agent, session, trace, "ada", payload));
    }

    private List<JsonNode> document() {
        return OpenLineage.of(trace, happened).stream()
                .map(event -> json.readTree(json.writeValueAsBytes(event)))
                .toList();
    }

    private static Schema schema() {
        try (var file = OpenLineageTests.class.getResourceAsStream("/openlineage/run-event.schema.json")) {
            var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
