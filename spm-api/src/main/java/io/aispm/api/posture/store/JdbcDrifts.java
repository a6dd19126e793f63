package io.aispm.api.posture.store;

import io.aispm.api.posture.Difference;
import io.aispm.api.posture.Drift;
import io.aispm.api.posture.DriftClass;
import io.aispm.api.posture.DriftState;
import io.aispm.api.posture.Finding;
import io.aispm.api.posture.Severity;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of drifts. */
final class JdbcDrifts {

    private static final String ADD = """
            insert into posture.drifts
                   (id, tenant_id, agent_id, path, previous, current, class, severity, reason, controls, detected_at,
                    evidence_id, state)
            values (:id, :tenant, :agent, :path, :previous::jsonb, :current::jsonb, :class, :severity, :reason,
                    :controls::jsonb, :at, :evidence, 'open')""";

    private static final String END = """
            update posture.drifts
               set state = :state, decided_by = :by, decided_at = :at, decision_reason = :reason
             where id = :id""";

    private static final String OPEN =
            "select * from posture.drifts where agent_id = :agent and state = 'open' order by path";

    private static final String FIND = "select * from posture.drifts where tenant_id = :tenant and id = :id";

    private static final String LIST = """
            select * from posture.drifts
             where agent_id = :agent and (:state::text is null or state = :state)
               and (:at::timestamptz is null or (detected_at, id) < (:at, :row::uuid))
             order by detected_at desc, id desc
             limit :limit""";

    private final JdbcClient jdbc;

    JdbcDrifts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Drift drift) {
        jdbc.sql(ADD)
                .param("id", drift.id())
                .param("tenant", drift.tenant().toString())
                .param("agent", drift.agent().value())
                .param("path", drift.difference().path())
                .param("previous", JsonValues.text(drift.difference().previous()))
                .param("current", JsonValues.text(drift.difference().current()))
                .param("class", drift.finding().kind().toString())
                .param("severity", drift.finding().severity().toString())
                .param("reason", drift.finding().reason())
                .param("controls", JsonValues.text(drift.finding().controls()))
                .param("at", Timestamp.from(drift.detectedAt()))
                .param("evidence", drift.evidence())
                .update();
    }

    void end(Drift drift) {
        var decision = Objects.requireNonNull(drift.decision(), "a drift that is open has no end");
        jdbc.sql(END)
                .param("id", drift.id())
                .param("state", drift.state().toString())
                .param("by", decision.by())
                .param("at", Timestamp.from(decision.at()))
                .param("reason", decision.reason())
                .update();
    }

    List<Drift> open(AgentId agent) {
        return jdbc.sql(OPEN)
                .param("agent", agent.value())
                .query(JdbcDrifts::drift)
                .list();
    }

    Optional<Drift> find(TenantId tenant, UUID id) {
        return jdbc.sql(FIND)
                .param("tenant", tenant.toString())
                .param("id", id)
                .query(JdbcDrifts::drift)
                .optional();
    }

    List<Drift> list(AgentId agent, @Nullable DriftState state, int limit, @Nullable Cursor after) {
        return jdbc.sql(LIST)
                .param("agent", agent.value())
                .param("state", state == null ? null : state.toString())
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("row", after == null ? null : after.id().toString())
                .param("limit", limit)
                .query(JdbcDrifts::drift)
                .list();
    }

    private static Drift drift(ResultSet row, int number) throws SQLException {
        var decided = JsonValues.instant(row, "decided_at");
        return new Drift(
                row.getObject("id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                new Difference(
                        row.getString("path"), JsonValues.value(row, "previous"), JsonValues.value(row, "current")),
                new Finding(
                        DriftClass.valueOf(row.getString("class").toUpperCase(Locale.ROOT)),
                        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                        row.getString("reason"),
                        JsonValues.words(row, "controls")),
                row.getTimestamp("detected_at").toInstant(),
                row.getObject("evidence_id", UUID.class),
                DriftState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                decided == null
                        ? null
                        : new Drift.Decision(row.getString("decided_by"), decided, row.getString("decision_reason")));
    }
}
