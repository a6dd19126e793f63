package io.aispm.api.posture.store;

import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.PlannedChange;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of planned changes. */
final class JdbcChanges {

    private static final String ADD = """
            insert into posture.changes
                   (id, tenant_id, agent_id, dimension, path, becomes, reason, requested_by, requested_at, expires_at)
            values (:id, :tenant, :agent, :dimension, :path, :becomes::jsonb, :reason, :by, :at, :expires)""";

    private static final String FIND = "select * from posture.changes where tenant_id = :tenant and id = :id";

    private static final String APPROVE =
            "update posture.changes set approved_by = :by, approved_at = :at where id = :id";

    private static final String PLANNED = """
            select * from posture.changes
             where agent_id = :agent and approved_by is not null and expires_at > :now
             order by requested_at""";

    private final JdbcClient jdbc;

    JdbcChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(PlannedChange change) {
        jdbc.sql(ADD)
                .param("id", change.id())
                .param("tenant", change.tenant().toString())
                .param("agent", change.agent().value())
                .param("dimension", change.dimension().toString())
                .param("path", change.path())
                .param("becomes", JsonValues.text(change.to()))
                .param("reason", change.reason())
                .param("by", change.requestedBy())
                .param("at", Timestamp.from(change.requestedAt()))
                .param("expires", Timestamp.from(change.expiresAt()))
                .update();
    }

    Optional<PlannedChange> find(TenantId tenant, UUID id) {
        return one(FIND, tenant, id);
    }

    Optional<PlannedChange> lock(TenantId tenant, UUID id) {
        return one(FIND + " for update", tenant, id);
    }

    void approve(PlannedChange change) {
        jdbc.sql(APPROVE)
                .param("id", change.id())
                .param("by", change.approvedBy())
                .param("at", JsonValues.timestamp(change.approvedAt()))
                .update();
    }

    List<PlannedChange> planned(AgentId agent, Instant now) {
        return jdbc.sql(PLANNED)
                .param("agent", agent.value())
                .param("now", Timestamp.from(now))
                .query(JdbcChanges::change)
                .list();
    }

    private Optional<PlannedChange> one(String sql, TenantId tenant, UUID id) {
        return jdbc.sql(sql)
                .param("tenant", tenant.toString())
                .param("id", id)
                .query(JdbcChanges::change)
                .optional();
    }

    private static PlannedChange change(ResultSet row, int number) throws SQLException {
        return new PlannedChange(
                row.getObject("id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                Dimension.valueOf(row.getString("dimension").toUpperCase(Locale.ROOT)),
                row.getString("path"),
                JsonValues.value(row, "becomes"),
                row.getString("reason"),
                row.getString("requested_by"),
                row.getTimestamp("requested_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("approved_by"),
                JsonValues.instant(row, "approved_at"));
    }
}
