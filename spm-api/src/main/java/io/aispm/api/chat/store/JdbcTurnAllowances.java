package io.aispm.api.chat.store;

import io.aispm.api.chat.session.TurnAllowances;
import io.aispm.api.chat.turn.ChatProperties;
import io.aispm.contract.agent.TenantId;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** A bucket of tokens per user, as a row: the database's clock fills it, and one statement takes from it. */
@Repository
class JdbcTurnAllowances implements TurnAllowances {

    private static final double SECONDS_PER_MINUTE = 60;

    private static final String TAKE = """
            insert into chat.turn_allowances as bucket (tenant_id, user_id, tokens, at)
            values (:tenant, :user, :burst - 1, clock_timestamp())
            on conflict (tenant_id, user_id) do update
               set tokens = least(:burst, bucket.tokens
                       + greatest(0, extract(epoch from clock_timestamp() - bucket.at)) * :perSecond) - 1,
                   at = clock_timestamp()
             where least(:burst, bucket.tokens
                       + greatest(0, extract(epoch from clock_timestamp() - bucket.at)) * :perSecond) >= 1""";

    private static final String SWEEP =
            "delete from chat.turn_allowances where at < clock_timestamp() - interval '1 day'";

    private final JdbcClient jdbc;
    private final ChatProperties properties;

    JdbcTurnAllowances(JdbcClient jdbc, ChatProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public boolean take(TenantId tenant, String user) {
        return jdbc.sql(TAKE)
                        .param("tenant", tenant.value())
                        .param("user", user)
                        .param("burst", (double) properties.burst())
                        .param("perSecond", properties.turnsPerMinute() / SECONDS_PER_MINUTE)
                        .update()
                == 1;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        jdbc.sql(SWEEP).update();
    }
}
