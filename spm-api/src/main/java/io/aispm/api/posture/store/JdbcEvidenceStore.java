package io.aispm.api.posture.store;

import io.aispm.api.posture.Difference;
import io.aispm.api.posture.DriftClass;
import io.aispm.api.posture.DriftState;
import io.aispm.api.posture.Evidence;
import io.aispm.api.posture.EvidenceStore;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEvidenceStore implements EvidenceStore {

    private static final String LAST = """
            select * from posture.evidence where agent_id = :agent order by sequence desc limit 1""";

    private static final String ADD = """
            insert into posture.evidence
                   (id, tenant_id, agent_id, sequence, drift_id, detection_id, path, previous, current, class, severity,
                    controls, state, approver, decided_at, finding, reason, policy_version, snapshot_hash, recorded_at,
                    previous_hash, hash, signature)
            values (:id, :tenant, :agent, :sequence, :drift, :detection, :path, :previous::jsonb, :current::jsonb,
                    :class, :severity, :controls::jsonb, :state, :approver, :decided, :finding, :reason, :policies,
                    :snapshot, :recorded, :before, :hash, :signature)""";

    private static final String FIND = "select * from posture.evidence where tenant_id = :tenant and id = :id";

    private static final String LIST = """
            select * from posture.evidence
             where tenant_id = :tenant and (:agent::uuid is null or agent_id = :agent::uuid)
               and (:at::timestamptz is null or (recorded_at, id) < (:at, :row::uuid))
             order by recorded_at desc, id desc
             limit :limit""";

    private static final String CHAIN = """
            select * from posture.evidence where tenant_id = :tenant and agent_id = :agent order by sequence""";

    private final JdbcClient jdbc;

    JdbcEvidenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Evidence> last(AgentId agent) {
        return jdbc.sql(LAST)
                .param("agent", agent.value())
                .query(JdbcEvidenceStore::evidence)
                .optional();
    }

    @Override
    public void add(Evidence evidence) {
        var finding = evidence.finding();
        jdbc.sql(ADD)
                .param("id", evidence.id())
                .param("tenant", evidence.tenant().toString())
                .param("agent", evidence.agent().value())
                .param("sequence", evidence.sequence())
                .param("drift", evidence.drift())
                .param("detection", evidence.detection())
                .param("path", evidence.difference().path())
                .param("previous", JsonValues.text(evidence.difference().previous()))
                .param("current", JsonValues.text(evidence.difference().current()))
                .param("class", finding.kind().toString())
                .param("severity", finding.severity().toString())
                .param("controls", JsonValues.text(finding.controls()))
                .param("state", evidence.state().toString())
                .param("approver", evidence.approver())
                .param("decided", JsonValues.timestamp(evidence.decidedAt()))
                .param("finding", finding.reason())
                .param("reason", evidence.reason())
                .param("policies", evidence.policyVersion())
                .param("snapshot", evidence.snapshotHash())
                .param("recorded", Timestamp.from(evidence.recordedAt()))
                .param("before", evidence.previousHash())
                .param("hash", evidence.hash())
                .param("signature", evidence.signature())
                .update();
    }

    @Override
    public Optional<Evidence> find(TenantId tenant, UUID id) {
        return jdbc.sql(FIND)
                .param("tenant", tenant.toString())
                .param("id", id)
                .query(JdbcEvidenceStore::evidence)
                .optional();
    }

    @Override
    public List<Evidence> list(TenantId tenant, @Nullable AgentId agent, int limit, @Nullable Cursor after) {
        return jdbc.sql(LIST)
                .param("tenant", tenant.toString())
                .param("agent", agent == null ? null : agent.toString())
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("row", after == null ? null : after.id().toString())
                .param("limit", limit)
                .query(JdbcEvidenceStore::evidence)
                .list();
    }

    @Override
    public List<Evidence> chain(TenantId tenant, AgentId agent) {
        return jdbc.sql(CHAIN)
                .param("tenant", tenant.toString())
                .param("agent", agent.value())
                .query(JdbcEvidenceStore::evidence)
                .list();
    }

    private static Evidence evidence(ResultSet row, int number) throws SQLException {
        return new Evidence(
                row.getObject("id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getLong("sequence"),
                row.getObject("drift_id", UUID.class),
                row.getObject("detection_id", UUID.class),
                new Difference(
                        row.getString("path"), JsonValues.value(row, "previous"), JsonValues.value(row, "current")),
                new Finding(
                        DriftClass.valueOf(row.getString("class").toUpperCase(Locale.ROOT)),
                        Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                        row.getString("finding"),
                        JsonValues.words(row, "controls")),
                DriftState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("approver"),
                JsonValues.instant(row, "decided_at"),
                row.getString("reason"),
                row.getString("policy_version"),
                row.getString("snapshot_hash"),
                row.getTimestamp("recorded_at").toInstant(),
                row.getString("previous_hash"),
                row.getString("hash"),
                row.getString("signature"));
    }
}
