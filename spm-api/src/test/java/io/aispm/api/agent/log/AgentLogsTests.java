package io.aispm.api.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.api.agent.ScriptedRuntime;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.kit.id.Ids;
import io.aispm.kit.lineage.LineageEvents;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AgentLogsTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final TenantId TENANT = TenantId.of("t1");
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    private final Ids ids = new Ids();
    private final AgentId agent = new AgentId(ids.next());
    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final List<LineageEvent> events = new ArrayList<>();
    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    private final AgentLogs logs = new AgentLogs(
            runtime,
            new LogDocuments(JsonMapper.shared()),
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

    private void writes(Instant ts, String message) {
        runtime.write(
                agent,
                ts,
                "stdout",
                "{\"ts\":\"%s\",\"message\":\"%s\",\"trace\":\"%s\",\"fields\":{\"n\":1}}"
                        .formatted(ts, message, TRACE));
    }
}
