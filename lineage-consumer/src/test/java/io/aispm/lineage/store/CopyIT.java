package io.aispm.lineage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.lineage.EventLedger;
import io.aispm.lineage.EventQuery;
import io.aispm.lineage.LineageConsumerTest;
import io.aispm.lineage.TestEvents;
import io.aispm.lineage.UnfitEventException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@LineageConsumerTest
class CopyIT {

    private final TestEvents events = new TestEvents();

    @Autowired
    private EventLedger ledger;

    @Test
    void keepsAllThatAnEventHas() {
        var payload = new HashMap<String, @Nullable Object>(Map.of(
                "text",
                "tab\t newline\n backslash\\ quote\" naïve 🙂",
                "number",
                12,
                "fraction",
                0.25,
                "list",
                List.of("a", "b"),
                "map",
                Map.of("k", true)));
        payload.put("nothing", null);
        var whole = events.of(EventType.AGENT_TOOL_CALL, payload);
        var bare = new LineageEvent(
                events.of(EventType.AGENT_LOG, Map.of()).eventId(),
                null,
                "AgentLog",
                Map.of(),
                Instant.parse("1999-12-31T23:59:59.999Z"),
                null,
                null,
                null,
                events.tenant,
                "spm-mcp",
                7);

        assertThat(ledger.enter(List.of(whole, bare))).isEqualTo(2);

        assertThat(kept()).containsExactly(whole, bare);
    }

    @Test
    void entersAnEventOnceHoweverOftenItComesInOneBatch() {
        var twice = events.chat("twice");
        var other = events.chat("other");

        assertThat(ledger.enter(List.of(twice, other, twice))).isEqualTo(2);
        assertThat(ledger.enter(List.of(twice, events.chat("new"), other))).isEqualTo(1);
        assertThat(kept()).hasSize(3);
    }

    @Test
    void refusesATimeThatNoDatabaseKeepsAndNothingElse() {
        var good = events.chat("good");
        var odd = new LineageEvent(
                events.chat("odd").eventId(),
                null,
                "AgentLog",
                Map.of(),
                Instant.MAX,
                null,
                null,
                null,
                events.tenant,
                "spm-api",
                1);

        assertThatThrownBy(() -> ledger.enter(List.of(good, odd))).isInstanceOf(UnfitEventException.class);
        assertThat(kept()).isEmpty();
        assertThat(ledger.enter(List.of(good))).isEqualTo(1);
    }

    private List<LineageEvent> kept() {
        return ledger.find(EventQuery.newest(events.tenant, 200)).rows();
    }
}
