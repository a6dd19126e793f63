package io.aispm.api.call.store;

import io.aispm.api.call.Allowances;
import io.aispm.contract.call.Allowance;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * An allowance per row: what is used of it, by the database's clock. A rate's use decays all the time, a budget's is
 * forgotten at midnight UTC.
 */
@Repository
class JdbcAllowances implements Allowances {

    private static final long MILLIS_PER_MINUTE = 60_000;

    private static final String BEGIN = """
            insert into call.allowances (tenant_id, subject, kind, used, at)
            values (:tenant, :subject, :kind, 0, clock_timestamp())
            on conflict do nothing""";

    private static final String TAKE = """
            with now as (
                select a.tenant_id, a.subject, a.kind,
                       case when not :daily
                                 then greatest(0, a.used - greatest(0,
                                      extract(epoch from clock_timestamp() - a.at)) * :limit / 60)
                            when (a.at at time zone 'UTC')::date < (clock_timestamp() at time zone 'UTC')::date then 0
                            else a.used end as used
                  from call.allowances a
                 where a.tenant_id = :tenant and a.subject = :subject and a.kind = :kind
                   for update),
            granted as (
                select *, case when :force or :amount < 0 then :amount
                               when :limit - used >= :least then least(:amount, :limit - used)
                               else 0 end as amount
                  from now)
            update call.allowances a
               set used = greatest(0, g.used + g.amount), at = clock_timestamp()
              from granted g
             where a.tenant_id = g.tenant_id and a.subject = g.subject and a.kind = g.kind
            returning g.amount, g.used, extract(epoch from
                      date_trunc('day', clock_timestamp() at time zone 'UTC') + interval '1 day'
                      - clock_timestamp() at time zone 'UTC') * 1000 as day_left""";

    private static final String SWEEP = "delete from call.allowances where at < clock_timestamp() - interval '2 days'";

    private final JdbcClient jdbc;

    JdbcAllowances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Rows are taken in one order, so that two replicas never wait for each other. */
    @Override
    @Transactional
    public List<Allowance.Grant> take(List<Allowance.Share> shares) {
        Map<Allowance.Share, Allowance.Grant> grants = new HashMap<>();
        shares.stream()
                .sorted(Comparator.comparing(JdbcAllowances::subject).thenComparing(Allowance.Share::kind))
                .forEach(share -> grants.put(share, take(share)));
        return shares.stream().map(grants::get).toList();
    }

    private Allowance.Grant take(Allowance.Share share) {
        jdbc.sql(BEGIN)
                .param("tenant", share.tenant().toString())
                .param("subject", subject(share))
                .param("kind", share.kind().name())
                .update();
        return jdbc.sql(TAKE)
                .param("tenant", share.tenant().toString())
                .param("subject", subject(share))
                .param("kind", share.kind().name())
                .param("daily", share.kind().isDaily())
                .param("limit", share.limit())
                .param("least", share.least())
                .param("amount", share.amount())
                .param("force", share.force())
                .query((row, _) -> new Allowance.Grant(
                        row.getDouble("amount"), wait(share, row.getDouble("used"), row.getLong("day_left"))))
                .single();
    }

    private static long wait(Allowance.Share share, double used, long dayLeft) {
        var missing = share.least() - (share.limit() - used);
        if (missing <= 0) {
            return 0;
        }
        return share.kind().isDaily()
                ? dayLeft
                : (long) Math.ceil(missing / Math.max(share.limit(), 1e-9) * MILLIS_PER_MINUTE);
    }

    private static String subject(Allowance.Share share) {
        return share.agent() == null ? "tenant" : share.agent().toString();
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        jdbc.sql(SWEEP).update();
    }
}
