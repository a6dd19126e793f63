package io.aispm.api.policy.store;

import io.aispm.api.policy.Attachment;
import io.aispm.api.policy.AttachmentStore;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.PolicyMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcAttachmentStore implements AttachmentStore, LinkedPolicies {

    /** Looked up link by link, in whatever state the planner's statistics are: this is asked on every turn and call. */
    private static final String LINKED = """
            select p.id, p.version, p.mode, v.params
              from policy.agent_policies a
             cross join lateral (select * from policy.policies p
                                  where p.tenant_id = a.tenant_id and p.id = a.policy_id limit 1) p
             cross join lateral (select v.params from policy.policy_versions v
                                  where v.tenant_id = p.tenant_id and v.policy_id = p.id and v.version = p.version
                                  limit 1) v
             where a.agent_id = :agent and a.tenant_id = :tenant
             order by a.attached_at, p.id""";

    private static final String OF = """
            select policy_id, attached_at, attached_by from policy.agent_policies
             where agent_id = :agent and tenant_id = :tenant
             order by attached_at desc, policy_id""";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('agent_policies ' || :agent, 0))";
    private static final String ATTACH = """
            insert into policy.agent_policies (tenant_id, agent_id, policy_id, attached_at, attached_by)
            select tenant_id, :agent, id, :at, :by from policy.policies
             where tenant_id = :tenant and id = :policy
               for key share
            on conflict (agent_id, policy_id) do nothing""";
    private static final String DETACH = """
            delete from policy.agent_policies
             where tenant_id = :tenant and agent_id = :agent and policy_id = :policy""";
    private static final String FORGET = """
            delete from policy.agent_policies where tenant_id = :tenant and agent_id = :agent""";

    private final JdbcClient jdbc;
    private final JsonColumns json;

    JdbcAttachmentStore(JdbcClient jdbc, JsonColumns json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public List<LinkedPolicy> of(TenantId tenant, AgentId agent) {
        return jdbc.sql(LINKED)
                .param("tenant", tenant.toString())
                .param("agent", agent.value())
                .query((row, _) -> new LinkedPolicy(
                        row.getString("id"),
                        row.getInt("version"),
                        PolicyMode.of(row.getString("mode")),
                        json.read(row.getString("params"))))
                .list();
    }

    @Override
    public List<Attachment> list(TenantId tenant, AgentId agent) {
        return jdbc.sql(OF)
                .param("tenant", tenant.toString())
                .param("agent", agent.value())
                .query((row, _) -> new Attachment(
                        PolicyId.of(row.getString("policy_id")),
                        row.getTimestamp("attached_at").toInstant(),
                        row.getString("attached_by")))
                .list();
    }

    @Override
    public void lock(AgentId agent) {
        jdbc.sql(LOCK).param("agent", agent.toString()).query((_, _) -> true).single();
    }

    @Override
    public boolean attach(TenantId tenant, AgentId agent, PolicyId policy, Instant at, String by) {
        return jdbc.sql(ATTACH)
                        .param("tenant", tenant.toString())
                        .param("agent", agent.value())
                        .param("policy", policy.value())
                        .param("at", Timestamp.from(at))
                        .param("by", by)
                        .update()
                > 0;
    }

    @Override
    public boolean detach(TenantId tenant, AgentId agent, PolicyId policy) {
        return jdbc.sql(DETACH)
                        .param("tenant", tenant.toString())
                        .param("agent", agent.value())
                        .param("policy", policy.value())
                        .update()
                > 0;
    }

    @Override
    public void forget(TenantId tenant, AgentId agent) {
        jdbc.sql(FORGET)
                .param("tenant", tenant.toString())
                .param("agent", agent.value())
                .update();
    }
}
