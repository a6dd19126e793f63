package io.aispm.api.posture.store;

import io.aispm.api.posture.DueStore;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDueStore implements DueStore {

    /** A mark that another transaction holds is waited for: what is changed now must be seen by the look after it. */
    private static final String MARK = """
            insert into posture.due (tenant_id, agent_id, due_at) values (:tenant, :agent, :at)
            on conflict (tenant_id, agent_id) do update set due_at = least(posture.due.due_at, excluded.due_at)""";

    private static final String TAKE = """
            delete from posture.due
             where ctid = (select ctid from posture.due
                            where due_at <= :now order by due_at limit 1 for update skip locked)
            returning tenant_id, agent_id""";

    private static final String POSTPONE = """
            update posture.due set due_at = :until
             where tenant_id = :tenant and agent_id is not distinct from :agent""";

    private final JdbcClient jdbc;

    JdbcDueStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void mark(TenantId tenant, @Nullable AgentId agent, Instant now) {
        jdbc.sql(MARK)
                .param("tenant", tenant.toString())
                .param("agent", agent == null ? null : agent.value(), Types.OTHER)
                .param("at", Timestamp.from(now))
                .update();
    }

    @Override
    public Optional<Due> take(Instant now) {
        return jdbc.sql(TAKE)
                .param("now", Timestamp.from(now))
                .query((row, _) -> {
                    var agent = row.getObject("agent_id", UUID.class);
                    return new Due(TenantId.of(row.getString("tenant_id")), agent == null ? null : new AgentId(agent));
                })
                .optional();
    }

    @Override
    public void postpone(Due due, Instant until) {
        var agent = due.agent();
        jdbc.sql(POSTPONE)
                .param("tenant", due.tenant().toString())
                .param("agent", agent == null ? null : agent.value(), Types.OTHER)
                .param("until", Timestamp.from(until))
                .update();
    }
}
