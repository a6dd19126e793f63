package io.aispm.lineage.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.uuid.Generators;
import io.aispm.lineage.EventLedger;
import io.aispm.lineage.EventQuery;
import io.aispm.lineage.LedgerProperties;
import io.aispm.lineage.LineageConsumerTest;
import io.aispm.lineage.TestEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@LineageConsumerTest
class PartitionsIT {

    private static final Duration RETENTION = Duration.ofDays(400);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private EventLedger ledger;

    @Test
    void areThereBeforeTheyAreNeeded() {
        var month = YearMonth.now(ZoneOffset.UTC);

        assertThat(names()).contains(name(month), name(month.plusMonths(3)));
    }

    @Test
    void takeUpWhatCameBeforeThem() {
        var events = new TestEvents();
        ledger.enter(List.of(events.chat("now")));
        var event = events.chat("from a year when nobody had made partitions");
        var id = Generators.timeBasedEpochGenerator()
                .construct(Instant.parse("2031-05-05T00:00:00Z").toEpochMilli());
        jdbc.sql("update lineage.session_events set event_id = :id where tenant_id = :tenant")
                .param("id", id)
                .param("tenant", event.tenantId().value())
                .update();
        assertThat(in("session_events_rest", events)).isEqualTo(1);

        keepUpAt(Instant.parse("2031-05-05T00:00:00Z"), Duration.ofDays(4000));

        assertThat(in("session_events_rest", events)).isZero();
        assertThat(in("session_events_m203105", events)).isEqualTo(1);
        assertThat(ledger.find(EventQuery.newest(events.tenant, 10)).rows()).hasSize(1);
    }

    @Test
    void goWhenTheirRetentionHasEnded() {
        keepUpAt(Instant.parse("2020-01-15T00:00:00Z"), RETENTION);
        assertThat(names()).contains("session_events_m202001");

        keepUpAt(Clock.systemUTC().instant(), RETENTION);
        assertThat(names()).doesNotContain("session_events_m202001");
    }

    @Test
    void takeWithThemWhatLiesInNoMonth() {
        var events = new TestEvents();
        ledger.enter(List.of(events.chat("old"), events.chat("young")));
        jdbc.sql("update lineage.session_events set event_id = gen_random_uuid(),"
                        + " ts = case payload ->> 'text' when 'old' then ts - interval '401 days' else ts end"
                        + " where tenant_id = :tenant")
                .param("tenant", events.tenant.value())
                .update();
        assertThat(in("session_events_rest", events)).isEqualTo(2);

        keepUpAt(Clock.systemUTC().instant(), RETENTION);

        assertThat(in("session_events_rest", events)).isEqualTo(1);
    }

    private void keepUpAt(Instant now, Duration retention) {
        var properties = new LedgerProperties(1, Duration.ofSeconds(1), retention);
        new Partitions(jdbc, transaction, Clock.fixed(now, ZoneOffset.UTC), properties).keepUp();
    }

    private Set<@Nullable String> names() {
        return jdbc.sql("select replace(inhrelid::regclass::text, 'lineage.', '') from pg_inherits"
                        + " where inhparent = 'lineage.session_events'::regclass")
                .query(String.class)
                .set();
    }

    private long in(String table, TestEvents events) {
        return jdbc.sql("select count(*) from lineage." + table + " where tenant_id = :tenant")
                .param("tenant", events.tenant.value())
                .query(Long.class)
                .single();
    }

    private static String name(YearMonth month) {
        return "session_events_m%04d%02d".formatted(month.getYear(), month.getMonthValue());
    }
}
