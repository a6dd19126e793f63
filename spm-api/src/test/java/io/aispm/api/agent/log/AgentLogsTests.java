package io.aispm.api.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.secret.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AgentLogsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TenantId TENANT = TenantId.of("t1");
    private static final int PER_MINUTE = 60;
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    private final Ids ids = new Ids();
    private final AgentId agent = new AgentId(ids.next());
    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final List<LineageEvent> events = new ArrayList<>();
    private Instant now = START;
    private final InstantSource moved = () -> now;
    private final Clock clock = moved.withZone(ZoneOffset.UTC);
    private final AgentLogs logs = new AgentLogs(
            runtime,
            new LogDocuments(JsonMapper.shared()),
            new LogProperties(PER_MINUTE),
            events::add,
            new LineageEvents(ids, clock, "spm-api"),
            clock);

    @Test
    void recordEachStructuredLineOnce() {
        writes(START, "one");
        writes(START, "two");
        logs.follow(TENANT, agent);
        writes(START, "three");
        writes(START.plusSeconds(1), "four");
        logs.follow(TENANT, agent);
        logs.follow(TENANT, agent);

        assertThat(events)
                .extracting(event -> event.payload().get("message"))
                .containsExactly("one", "two", "three", "four");
    }

    @Test
    void tieALineToItsTurn() {
        writes(START, "step");
        logs.follow(TENANT, agent);

        assertThat(String.valueOf(events.getFirst().correlationId())).isEqualTo(TRACE);
        assertThat(events.getFirst().eventType()).isEqualTo("AgentLog");
    }

    @Test
    void recordNoTokenThatTheAgentWasGiven() {
        var token = Tokens.mint("llm_");
        writes(START, "my key is " + token);
        logs.follow(TENANT, agent);

        assertThat(events)
                .singleElement()
                .extracting(event -> event.payload().get("message"))
                .isEqualTo("my key is [redacted: api_key]");
    }

    @Test
    void leaveOtherOutputAlone() {
        runtime.write(agent, START, "stdout", "hello");
        runtime.write(agent, START, "stdout", "{\"a\":1}");
        runtime.write(agent, START, "stdout", "{broken}");
        logs.follow(TENANT, agent);

        assertThat(events).isEmpty();
    }

    @Test
    void leaveWhatWasRecordedBeforeThisProcessBegan() {
        writes(START.minusSeconds(1), "old");
        logs.follow(TENANT, agent);

        assertThat(events).isEmpty();
    }

    @Test
    void recordNoMoreThanAMinutesLinesAndSayHowManyAreMissing() {
        for (var line = 0; line < PER_MINUTE + 5; line++) {
            writes(START, "line " + line);
        }
        logs.follow(TENANT, agent);

        assertThat(events).hasSize(PER_MINUTE + 1);
        assertThat(events.getLast().eventType()).isEqualTo("AgentLog");
        assertThat(events.getLast().payload())
                .containsEntry("message", "5 log lines of this agent are missing here: 60 a minute are recorded")
                .containsEntry("fields", Map.of("left_out", 5, "lines_per_minute", PER_MINUTE));
    }

    @Test
    void recordAgainAsTimeGoesByAndSaySoOnceAMinute() {
        for (var line = 0; line < PER_MINUTE + 1; line++) {
            writes(START, "line " + line);
        }
        logs.follow(TENANT, agent);
        now = START.plusSeconds(2);
        for (var line = 0; line < 5; line++) {
            writes(now, "later " + line);
        }
        logs.follow(TENANT, agent);
        assertThat(messages()).endsWith("later 0", "later 1");

        now = START.plusSeconds(60);
        logs.follow(TENANT, agent);

        assertThat(messages()).last().isEqualTo("3 log lines of this agent are missing here: 60 a minute are recorded");
    }

    @Test
    void sayWhenAnAgentWritesFasterThanItIsFollowed() {
        for (var line = 0; line < 600; line++) {
            runtime.write(agent, START, "stdout", "output " + line);
        }
        logs.follow(TENANT, agent);

        assertThat(messages())
                .containsExactly("Some log lines of this agent are missing here: 60 a minute are recorded");
    }

    private List<String> messages() {
        return events.stream()
                .map(event -> String.valueOf(event.payload().get("message")))
                .toList();
    }

    private void writes(Instant ts, String message) {
        runtime.write(
                agent,
                ts,
                "stdout",
                "{\"ts\":\"%s\",\"message\":\"%s\",\"trace\":\"%s\",\"fields\":{\"n\":1}}"
                        .formatted(ts, message, TRACE));
    }
}
