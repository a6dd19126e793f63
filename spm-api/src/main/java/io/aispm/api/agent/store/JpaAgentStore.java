package io.aispm.api.agent.store;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.life.AgentStore;
import io.aispm.api.agent.life.Held;
import io.aispm.api.agent.life.Watched;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
@Transactional
class JpaAgentStore implements AgentStore {

    private static final String EXISTS = """
            select exists (select from agent.agents
                            where tenant_id = :tenant and name = :name and version = :version)""";

    private static final String COUNT_ACTIVE = """
            select count(*) from agent.agents
             where tenant_id = :tenant and runtime_state in ('starting', 'running')""";

    private static final String CLAIM = """
            update agent.agents
               set keeper = :keeper, kept_until = :until
             where (start_id is not null or restart_at is not null)
               and (kept_until is null or kept_until < :now or (keeper = :keeper and kept_until < :soon))""";

    private static final String WATCHED = """
            select tenant_id, id, runtime_state, state_reason, start_id, spawned_at, stopping_at, start_again, restarts,
                   restart_at, resume
              from agent.agents
             where""";

    private static final Duration RENEW_BEFORE = Duration.ofSeconds(1);

    private final AgentRows rows;
    private final JdbcClient jdbc;

    JpaAgentStore(AgentRows rows, JdbcClient jdbc) {
        this.rows = rows;
        this.jdbc = jdbc;
    }

    @Override
    public void add(Agent agent) {
        try {
            rows.saveAndFlush(AgentRow.of(agent));
        } catch (DuplicateKeyException taken) {
            throw AgentException.exists(agent.name(), agent.version());
        }
    }

    @Override
    public Optional<Held> lock(AgentId id) {
        return rows.lock(id.value()).map(AgentRow::held);
    }

    @Override
    public void save(Held held) {
        rows.findById(held.id().value()).ifPresent(row -> row.take(held));
        rows.flush();
    }

    @Override
    public void remove(AgentId id) {
        rows.deleteById(id.value());
        rows.flush();
    }

    @Override
    public boolean exists(TenantId tenant, String name, String version) {
        return jdbc.sql(EXISTS)
                .param("tenant", tenant.value())
                .param("name", name)
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    @Override
    public int countActiveAlone(TenantId tenant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('agent.active:' || :tenant, 0))")
                .param("tenant", tenant.value())
                .query(row -> {});
        return jdbc.sql(COUNT_ACTIVE)
                .param("tenant", tenant.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public void seen(AgentId id, Instant now) {
        jdbc.sql("update agent.agents set last_seen_at = :now where id = :id")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id.value())
                .update();
    }

    @Override
    public List<Watched> claim(String keeper, Instant now, Instant until) {
        jdbc.sql(CLAIM)
                .param("keeper", keeper)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("soon", until.minus(RENEW_BEFORE).atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql(WATCHED + " keeper = :keeper and (start_id is not null or restart_at is not null)")
                .param("keeper", keeper)
                .query(Rows::watched)
                .list();
    }

    @Override
    public void leave(String keeper) {
        jdbc.sql("update agent.agents set keeper = null, kept_until = null where keeper = :keeper")
                .param("keeper", keeper)
                .update();
    }

    @Override
    public List<Watched> active() {
        return jdbc.sql(WATCHED + " start_id is not null").query(Rows::watched).list();
    }

    @Override
    public List<Watched> toResume() {
        return jdbc.sql(WATCHED + " resume and start_id is null")
                .query(Rows::watched)
                .list();
    }
}
