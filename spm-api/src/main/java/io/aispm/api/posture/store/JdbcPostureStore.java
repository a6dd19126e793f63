package io.aispm.api.posture.store;

import io.aispm.api.posture.Baseline;
import io.aispm.api.posture.Drift;
import io.aispm.api.posture.DriftClass;
import io.aispm.api.posture.DriftState;
import io.aispm.api.posture.PlannedChange;
import io.aispm.api.posture.PostureDocument;
import io.aispm.api.posture.PostureStore;
import io.aispm.api.posture.Snapshot;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPostureStore implements PostureStore {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('posture ' || :agent, 0))";

    private static final String ADD_SNAPSHOT = """
            insert into posture.snapshots (id, tenant_id, agent_id, hash, document, taken_at)
            values (:id, :tenant, :agent, :hash, :document::jsonb, :at)""";

    private static final String SNAPSHOT = "select * from posture.snapshots where agent_id = :agent and id = :id";

    private static final String LATEST_SNAPSHOT = """
            select * from posture.snapshots where agent_id = :agent order by taken_at desc, id desc limit 1""";

    private static final String ADD_BASELINE = """
            insert into posture.baselines
                   (id, tenant_id, agent_id, hash, document, approved_by, approved_at, reason, policy_version)
            values (:id, :tenant, :agent, :hash, :document::jsonb, :by, :at, :reason, :policies)""";

    private static final String BASELINE = """
            select * from posture.baselines where agent_id = :agent order by approved_at desc, id desc limit 1""";

    private static final String REVIEWED = """
            select distinct agent_id from posture.baselines where tenant_id = :tenant order by agent_id""";

    private static final String COUNTS = """
            select b.agent_id, d.class, count(d.id) as drifts
              from (select distinct agent_id from posture.baselines
                     where tenant_id = :tenant and agent_id = any(:agents)) b
              left join posture.drifts d on d.agent_id = b.agent_id and d.state = 'open'
             group by b.agent_id, d.class""";

    private static final List<String> TABLES = List.of("snapshots", "baselines", "drifts", "changes", "due");

    private final JdbcClient jdbc;
    private final JdbcDrifts drifts;
    private final JdbcChanges changes;

    JdbcPostureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.drifts = new JdbcDrifts(jdbc);
        this.changes = new JdbcChanges(jdbc);
    }

    @Override
    public void lock(AgentId agent) {
        jdbc.sql(LOCK).param("agent", agent.toString()).query((_, _) -> true).single();
    }

    @Override
    public void add(Snapshot snapshot) {
        jdbc.sql(ADD_SNAPSHOT)
                .param("id", snapshot.id())
                .param("tenant", snapshot.tenant().toString())
                .param("agent", snapshot.agent().value())
                .param("hash", snapshot.hash())
                .param("document", JsonValues.text(snapshot.document().values()))
                .param("at", Timestamp.from(snapshot.takenAt()))
                .update();
    }

    @Override
    public Optional<Snapshot> snapshot(AgentId agent, UUID id) {
        return jdbc.sql(SNAPSHOT)
                .param("agent", agent.value())
                .param("id", id)
                .query(JdbcPostureStore::snapshot)
                .optional();
    }

    @Override
    public Optional<Snapshot> latestSnapshot(AgentId agent) {
        return jdbc.sql(LATEST_SNAPSHOT)
                .param("agent", agent.value())
                .query(JdbcPostureStore::snapshot)
                .optional();
    }

    @Override
    public void add(Baseline baseline) {
        jdbc.sql(ADD_BASELINE)
                .param("id", baseline.id())
                .param("tenant", baseline.tenant().toString())
                .param("agent", baseline.agent().value())
                .param("hash", baseline.hash())
                .param("document", JsonValues.text(baseline.document().values()))
                .param("by", baseline.approvedBy())
                .param("at", Timestamp.from(baseline.approvedAt()))
                .param("reason", baseline.reason())
                .param("policies", baseline.policyVersion())
                .update();
    }

    @Override
    public Optional<Baseline> baseline(AgentId agent) {
        return jdbc.sql(BASELINE)
                .param("agent", agent.value())
                .query(JdbcPostureStore::baseline)
                .optional();
    }

    @Override
    public List<AgentId> reviewed(TenantId tenant) {
        return jdbc.sql(REVIEWED)
                .param("tenant", tenant.toString())
                .query((row, _) -> new AgentId(row.getObject("agent_id", UUID.class)))
                .list();
    }

    @Override
    public void add(Drift drift) {
        drifts.add(drift);
    }

    @Override
    public void end(Drift drift) {
        drifts.end(drift);
    }

    @Override
    public List<Drift> open(AgentId agent) {
        return drifts.open(agent);
    }

    @Override
    public Optional<Drift> drift(TenantId tenant, UUID id) {
        return drifts.find(tenant, id);
    }

    @Override
    public List<Drift> drifts(AgentId agent, @Nullable DriftState state, int limit, @Nullable Cursor after) {
        return drifts.list(agent, state, limit, after);
    }

    @Override
    public Map<AgentId, Map<DriftClass, Integer>> counts(TenantId tenant, Collection<AgentId> agents) {
        var counts = new HashMap<AgentId, Map<DriftClass, Integer>>();
        jdbc.sql(COUNTS)
                .param("tenant", tenant.toString())
                .param("agents", agents.stream().map(AgentId::value).toArray(UUID[]::new))
                .query(row -> {
                    var agent = new AgentId(row.getObject("agent_id", UUID.class));
                    var known = counts.computeIfAbsent(agent, _ -> new EnumMap<>(DriftClass.class));
                    var word = row.getString("class");
                    if (word != null) {
                        known.put(DriftClass.valueOf(word.toUpperCase(Locale.ROOT)), row.getInt("drifts"));
                    }
                });
        return counts;
    }

    @Override
    public void add(PlannedChange change) {
        changes.add(change);
    }

    @Override
    public Optional<PlannedChange> lockChange(TenantId tenant, UUID id) {
        return changes.lock(tenant, id);
    }

    @Override
    public Optional<PlannedChange> change(TenantId tenant, UUID id) {
        return changes.find(tenant, id);
    }

    @Override
    public void approve(PlannedChange change) {
        changes.approve(change);
    }

    @Override
    public List<PlannedChange> planned(AgentId agent, Instant now) {
        return changes.planned(agent, now);
    }

    @Override
    public void forget(AgentId agent) {
        for (var table : TABLES) {
            jdbc.sql("delete from posture." + table + " where agent_id = :agent")
                    .param("agent", agent.value())
                    .update();
        }
    }

    private static Snapshot snapshot(ResultSet row, int number) throws SQLException {
        return new Snapshot(
                row.getObject("id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getString("hash"),
                new PostureDocument(JsonValues.values(row)),
                row.getTimestamp("taken_at").toInstant());
    }

    private static Baseline baseline(ResultSet row, int number) throws SQLException {
        return new Baseline(
                row.getObject("id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getString("hash"),
                new PostureDocument(JsonValues.values(row)),
                row.getString("approved_by"),
                row.getTimestamp("approved_at").toInstant(),
                row.getString("reason"),
                row.getString("policy_version"));
    }
}
