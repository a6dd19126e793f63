package io.aispm.api.policy.store;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.policy.StepRates;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** A bucket of steps per agent and stage, as a row: one statement fills it and takes from it, a minute's worth at most. */
@Repository
class JdbcStepRates implements StepRates {

    private static final String TAKE = """
            insert into policy.step_rates as bucket (tenant_id, agent_id, stage, left_over, at)
            values (:tenant, :agent, :stage, :most - 1, clock_timestamp())
            on conflict (tenant_id, agent_id, stage) do update
               set left_over = least(:most, bucket.left_over
                       + greatest(0, extract(epoch from clock_timestamp() - bucket.at)) * :perMinute / 60) - 1,
                   at = clock_timestamp()
             where least(:most, bucket.left_over
                       + greatest(0, extract(epoch from clock_timestamp() - bucket.at)) * :perMinute / 60) >= 1""";

    private static final String SWEEP = "delete from policy.step_rates where at < clock_timestamp() - interval '1 day'";

    private final JdbcClient jdbc;

    JdbcStepRates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean take(TenantId tenant, AgentId agent, Stage stage, double perMinute) {
        return jdbc.sql(TAKE)
                        .param("tenant", tenant.value())
                        .param("agent", agent.value())
                        .param("stage", stage.toString())
                        .param("most", Math.max(1, perMinute))
                        .param("perMinute", perMinute)
                        .update()
                == 1;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void sweep() {
        jdbc.sql(SWEEP).update();
    }
}
