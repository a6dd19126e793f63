package io.aispm.api.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActivitySummaryTests {

    private static final Instant NOW = Instant.parse("2026-03-01T12:34:56Z");

    private final TenantId tenant = new TenantId("t1");
    private final AgentId busy = new AgentId(UUID.randomUUID());
    private final AgentId calm = new AgentId(UUID.randomUUID());

    @Test
    void laysTheStretchesOutFromRoundTimes() {
        var summary = told();

        assertThat(summary.from()).isEqualTo("2026-02-28T13:00:00Z");
        assertThat(summary.buckets()).hasSize(48);
        assertThat(summary.totals()).isEqualTo(Sums.NONE);
        assertThat(summary.agents()).isEmpty();
    }

    @Test
    void addsAgentsUpAndNamesTheBusiestFirst() {
        var first = Instant.parse("2026-02-28T13:00:00Z");
        var last = Instant.parse("2026-03-01T12:30:00Z");

        var summary = told(
                new SumsSource.Cell(first, calm, sums(1, 1)),
                new SumsSource.Cell(first, busy, sums(2, 0)),
                new SumsSource.Cell(last, busy, sums(3, 1)),
                new SumsSource.Cell(last, null, sums(5, 0)));

        assertThat(summary.totals().turns()).isEqualTo(11);
        assertThat(summary.totals().costUsd()).isEqualByComparingTo("0.4");
        assertThat(summary.buckets().getFirst().turns()).isEqualTo(3);
        assertThat(summary.buckets().getLast().turns()).isEqualTo(8);
        assertThat(summary.agents()).extracting(ActivitySummary.OfAgent::agent).containsExactly(busy, calm);
        assertThat(summary.agents().getFirst().turns())
                .hasSize(48)
                .startsWith(2L)
                .endsWith(3L);
        assertThat(summary.agents().getFirst().refused()).startsWith(0L).endsWith(1L);
    }

    @Test
    void knowsItsWindowsByTheirWords() {
        assertThat(SummaryWindow.named("7d").bucket()).isEqualTo(Duration.ofHours(3));
        assertThatThrownBy(() -> SummaryWindow.named("yesterday"))
                .isInstanceOf(LineageException.class)
                .extracting("code")
                .isEqualTo("bad_window");
    }

    private ActivitySummary.Summary told(SumsSource.Cell... cells) {
        SumsSource source = (_, _, _, _) -> new SumsSource.Told(List.of(cells), List.of());
        return new ActivitySummary(source, Clock.fixed(NOW, ZoneOffset.UTC)).of(tenant, SummaryWindow.DAY);
    }

    private static Sums sums(long turns, long refused) {
        return new Sums(turns, refused, 0, 0, 0, 0, 0, 0, 0, new BigDecimal("0.1"));
    }
}
