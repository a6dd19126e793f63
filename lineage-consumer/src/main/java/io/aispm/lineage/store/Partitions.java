package io.aispm.lineage.store;

import io.aispm.lineage.LedgerProperties;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the months' partitions before they are needed, and drops those that have outlived their retention. */
@Component
class Partitions implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Partitions.class);
    private static final int MONTHS_BEFORE = 1;
    private static final int MONTHS_AHEAD = 3;
    private static final String PREFIX = "session_events_m";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('lineage.partitions'))";

    /** Who reads or writes is made to wait for a moment at most; what could not be done is done the next time. */
    private static final String PATIENCE = "set local lock_timeout = '5s'";

    /** What carries an id from another time has no month that could be dropped. */
    private static final String OUTLIVED = "delete from lineage.session_events_rest where ts < :before";

    private static final String KNOWN = """
            select child.relname
              from pg_inherits
              join pg_class child on child.oid = pg_inherits.inhrelid
             where pg_inherits.inhparent = 'lineage.session_events'::regclass
               and child.relname like 'session\\_events\\_m%'""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final LedgerProperties properties;
    private volatile boolean running;

    Partitions(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.properties = properties;
    }

    /** Before the first event is read. */
    @Override
    public void start() {
        keepUp();
        running = true;
    }

    @Scheduled(fixedDelay = 6, initialDelay = 6, timeUnit = TimeUnit.HOURS)
    void keepUp() {
        var now = clock.instant();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql(LOCK).query((row, _) -> row.getString(1)).list();
            jdbc.sql(PATIENCE).update();
            var known = jdbc.sql(KNOWN).query(String.class).set();
            var month = YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(MONTHS_BEFORE);
            for (int ahead = -MONTHS_BEFORE; ahead <= MONTHS_AHEAD; ahead++, month = month.plusMonths(1)) {
                if (!known.contains(nameOf(month))) {
                    make(month);
                }
            }
            known.stream().filter(name -> outlived(monthOf(name), now)).forEach(this::drop);
            jdbc.sql(OUTLIVED)
                    .param("before", now.minus(properties.retention()).atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    private boolean outlived(YearMonth month, Instant now) {
        return startOf(month.plusMonths(1)).isBefore(now.minus(properties.retention()));
    }

    /** Rows of that month may already lie in the default partition; they move. */
    private void make(YearMonth month) {
        var table = "lineage." + nameOf(month);
        var from = firstId(month);
        var to = firstId(month.plusMonths(1));
        jdbc.sql("create table " + table + " (like lineage.session_events including all)")
                .update();
        jdbc.sql("with moved as (delete from lineage.session_events_rest where event_id >= :from and event_id < :to"
                        + " returning *) insert into " + table + " select * from moved")
                .param("from", from)
                .param("to", to)
                .update();
        jdbc.sql("alter table lineage.session_events attach partition " + table + " for values from ('" + from
                        + "') to ('" + to + "')")
                .update();
        log.atInfo().addKeyValue("partition", table).log("Lineage partition made");
    }

    private void drop(String name) {
        jdbc.sql("drop table lineage." + name).update();
        log.atInfo().addKeyValue("partition", name).log("Lineage partition dropped, its retention has ended");
    }

    /** The first UUIDv7 of a month begins with its millisecond. */
    private static UUID firstId(YearMonth month) {
        return new UUID(startOf(month).toEpochMilli() << 16, 0);
    }

    private static Instant startOf(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String nameOf(YearMonth month) {
        return "%s%04d%02d".formatted(PREFIX, month.getYear(), month.getMonthValue());
    }

    private static YearMonth monthOf(String name) {
        var digits = name.substring(PREFIX.length());
        return YearMonth.of(Integer.parseInt(digits.substring(0, 4)), Integer.parseInt(digits.substring(4)));
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
