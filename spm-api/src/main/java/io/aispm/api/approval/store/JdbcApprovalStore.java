package io.aispm.api.approval.store;

import io.aispm.api.approval.Approval;
import io.aispm.api.approval.ApprovalState;
import io.aispm.api.approval.ApprovalStore;
import io.aispm.api.approval.Scope;
import io.aispm.api.approval.Taken;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ApprovalQuestion;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Approvals in PostgreSQL. */
@Repository
class JdbcApprovalStore implements ApprovalStore {

    private static final String DEED = """
             where a.tenant_id = :tenant and a.agent_id = :agent and a.kind = :kind and a.digest = :digest
               and a.expires_at > :now
            """;

    /** Of two that ask at once, one gets the row and the other passes it over. */
    private static final String TAKE = """
            update approval.approvals t
               set state = case when t.scope = 'once' then 'used' else t.state end
             where t.id = (select a.id from approval.approvals a
            """ + DEED + """
               and a.state = 'approved'
               and (a.scope = 'agent'
                    or a.user_id is not distinct from :user and a.scope = 'once'
                    or a.user_id is not distinct from :user and a.scope = 'session' and a.session_id = :session)
             order by a.requested_at limit 1 for update skip locked)
            returning t.id, t.withheld""";

    private static final String OPEN = "select a.id from approval.approvals a" + DEED + """
               and a.user_id is not distinct from :user and a.state in ('pending', 'denied')
             order by a.requested_at desc limit 1""";

    /** One that expired while it waited makes room for the next. */
    private static final String EXPIRE = """
            update approval.approvals a set state = 'expired'
             where a.tenant_id = :tenant and a.agent_id = :agent and a.kind = :kind and a.digest = :digest
               and a.state = 'pending' and a.expires_at <= :now""";

    private static final String ADD = """
            insert into approval.approvals
                   (id, tenant_id, agent_id, user_id, session_id, trace_id, kind, digest, subject, reason, policy_id,
                    requested_at, expires_at, state, withheld)
            values (:id, :tenant, :agent, :user, :session, :trace, :kind, :digest, :subject, :reason, :policy,
                    :requested, :expires, 'pending', :withheld)
            on conflict (tenant_id, agent_id, kind, digest, coalesce(user_id, '')) where state = 'pending' do nothing""";

    private static final String ONE = """
            select * from approval.approvals where tenant_id = :tenant and id = :id for update""";

    private static final String DECIDE = """
            update approval.approvals
               set state = :state, scope = :scope, decided_by = :by, decided_at = :at, comment = :comment,
                   expires_at = :expires
             where id = :id""";

    private static final String LIST = """
            select * from (select *, case when state in ('pending', 'approved') and expires_at <= :now
                                          then 'expired' else state end as stands
                             from approval.approvals where tenant_id = :tenant) a
             where (:state::text is null or stands = :state)
               and (:at::timestamptz is null or (requested_at, id) < (:at, :row::uuid))
             order by requested_at desc, id desc
             limit :limit""";

    private static final String SWEEP = """
            update approval.approvals set withheld = null
             where withheld is not null and expires_at < :now""";

    private final JdbcClient jdbc;

    JdbcApprovalStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Taken> take(ApprovalQuestion question, Instant now) {
        return deed(TAKE, question, now)
                .param("user", question.user())
                .param("session", value(question.sessionId()))
                .query((row, _) -> new Taken(row.getObject("id", UUID.class), row.getBytes("withheld")))
                .optional();
    }

    @Override
    public Optional<UUID> open(ApprovalQuestion question, Instant now) {
        return deed(OPEN, question, now)
                .param("user", question.user())
                .query(UUID.class)
                .optional();
    }

    private JdbcClient.StatementSpec deed(String sql, ApprovalQuestion question, Instant now) {
        return jdbc.sql(sql)
                .param("tenant", question.tenantId().toString())
                .param("agent", question.agentId().value())
                .param("kind", question.kind().toString())
                .param("digest", question.digest())
                .param("now", Timestamp.from(now));
    }

    @Override
    public boolean add(Approval approval, String digest, byte @Nullable [] withheld) {
        jdbc.sql(EXPIRE)
                .param("tenant", approval.tenant().toString())
                .param("agent", approval.agent().value())
                .param("kind", approval.kind().toString())
                .param("digest", digest)
                .param("now", Timestamp.from(approval.requestedAt()))
                .update();
        return jdbc.sql(ADD)
                        .param("id", approval.id())
                        .param("tenant", approval.tenant().toString())
                        .param("agent", approval.agent().value())
                        .param("user", approval.user())
                        .param("session", value(approval.session()))
                        .param("trace", approval.trace().toString())
                        .param("kind", approval.kind().toString())
                        .param("digest", digest)
                        .param("subject", approval.subject())
                        .param("reason", approval.reason())
                        .param("policy", approval.policyId())
                        .param("requested", Timestamp.from(approval.requestedAt()))
                        .param("expires", Timestamp.from(approval.expiresAt()))
                        .param("withheld", withheld)
                        .update()
                == 1;
    }

    @Override
    public boolean exists(TenantId tenant, UUID id) {
        return jdbc.sql("select exists (select from approval.approvals where tenant_id = :tenant and id = :id)")
                .param("tenant", tenant.toString())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<Approval> lock(TenantId tenant, UUID id) {
        return jdbc.sql(ONE)
                .param("tenant", tenant.toString())
                .param("id", id)
                .query((row, _) -> approval(row, row.getString("state")))
                .optional();
    }

    @Override
    public void decide(Approval decided) {
        jdbc.sql(DECIDE)
                .param("id", decided.id())
                .param("state", decided.state().toString())
                .param("scope", decided.scope() == null ? null : decided.scope().toString())
                .param("by", decided.decidedBy())
                .param("at", decided.decidedAt() == null ? null : Timestamp.from(decided.decidedAt()))
                .param("comment", decided.comment())
                .param("expires", Timestamp.from(decided.expiresAt()))
                .update();
    }

    @Override
    public List<Approval> list(
            TenantId tenant, @Nullable ApprovalState state, Instant now, int limit, @Nullable Cursor after) {
        return jdbc.sql(LIST)
                .param("tenant", tenant.toString())
                .param("state", state == null ? null : state.toString())
                .param("now", Timestamp.from(now))
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("row", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, _) -> approval(row, row.getString("stands")))
                .list();
    }

    @Override
    public void forget(AgentId agent) {
        jdbc.sql("delete from approval.approvals where agent_id = :agent")
                .param("agent", agent.value())
                .update();
    }

    @Override
    public void sweep(Instant now) {
        jdbc.sql(SWEEP).param("now", Timestamp.from(now)).update();
    }

    private static @Nullable UUID value(@Nullable SessionId session) {
        return session == null ? null : session.value();
    }

    private static Approval approval(ResultSet row, String state) throws SQLException {
        var session = row.getObject("session_id", UUID.class);
        var scope = row.getString("scope");
        var decided = row.getTimestamp("decided_at");
        return new Approval(
                row.getObject("id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                new AgentId(row.getObject("agent_id", UUID.class)),
                row.getString("user_id"),
                session == null ? null : new SessionId(session),
                TraceId.of(row.getString("trace_id")),
                ApprovalQuestion.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("subject"),
                row.getString("reason"),
                row.getString("policy_id"),
                row.getTimestamp("requested_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                ApprovalState.named(state).orElseThrow(),
                scope == null ? null : Scope.named(scope).orElseThrow(),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant(),
                row.getString("comment"));
    }
}
