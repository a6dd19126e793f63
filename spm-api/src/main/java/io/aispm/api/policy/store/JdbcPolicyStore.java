package io.aispm.api.policy.store;

import io.aispm.api.policy.Policy;
import io.aispm.api.policy.PolicyContent;
import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.PolicyStore;
import io.aispm.api.policy.PolicyVersion;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyMode;
import io.aispm.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPolicyStore implements PolicyStore {

    private static final String POLICY = """
            select p.row_id, p.tenant_id, p.id, p.name, p.type, p.mode, p.version, v.rego, v.params, v.params_schema,
                   v.tests, p.owner,
                   p.created_at, p.updated_at,
                   (select count(*) from policy.agent_policies a
                     where a.tenant_id = p.tenant_id and a.policy_id = p.id) as attached_agents
              from policy.policies p
             cross join lateral (select v.rego, v.params, v.params_schema, v.tests
                                   from policy.policy_versions v
                                  where v.tenant_id = p.tenant_id and v.policy_id = p.id and v.version = p.version
                                  limit 1) v
             where p.tenant_id = :tenant
            """;
    private static final String ONE = POLICY + " and p.id = :id";
    private static final String FIRST_PAGE = POLICY + " order by p.created_at desc, p.row_id desc limit :limit";
    private static final String NEXT_PAGE = POLICY + """
             and (p.created_at, p.row_id) < (:at, :row)
             order by p.created_at desc, p.row_id desc limit :limit""";
    private static final String ADD = """
            insert into policy.policies
                   (tenant_id, id, row_id, name, type, mode, version, owner, loaded, created_at, updated_at)
            values (:tenant, :id, :row, :name, :type, :mode, :version, :owner, :loaded, :at, :at)
            on conflict (tenant_id, id) do nothing""";
    private static final String ADD_VERSION = """
            insert into policy.policy_versions
                   (tenant_id, policy_id, version, rego, module, params, params_schema, tests, created_at, created_by)
            values (:tenant, :id, :version, :rego, :module, :params::jsonb, :schema::jsonb, :tests, :at, :by)""";
    private static final String LOCK = """
            select version from policy.policies where tenant_id = :tenant and id = :id for no key update""";
    private static final String NEXT_VERSION = """
            select max(version) + 1 from policy.policy_versions where tenant_id = :tenant and policy_id = :id""";
    private static final String CHANGE = """
            update policy.policies
               set name = :name, type = :type, mode = :mode, version = greatest(version, :version), updated_at = :at
             where tenant_id = :tenant and id = :id""";
    private static final String LOAD = """
            update policy.policies set loaded = true where tenant_id = :tenant and id = :id and not loaded""";
    private static final String DELETE = """
            delete from policy.policies p
             where p.tenant_id = :tenant and p.id = :id
               and not exists (select 1 from policy.agent_policies a
                                where a.tenant_id = p.tenant_id and a.policy_id = p.id)
               and not exists (select 1 from policy.default_policies d
                                where d.tenant_id = p.tenant_id and d.policy_id = p.id)""";
    private static final String VERSIONS = """
            select v.version, v.rego, v.params, v.params_schema, v.tests, v.created_at, v.created_by
              from policy.policy_versions v
              join policy.policies p on p.tenant_id = v.tenant_id and p.id = v.policy_id and v.version <= p.version
             where v.tenant_id = :tenant and v.policy_id = :id
             order by v.version desc""";
    private static final String ATTACHED_TO = """
            select agent_id from policy.agent_policies where tenant_id = :tenant and policy_id = :id""";

    private final JdbcClient jdbc;
    private final JsonColumns json;

    JdbcPolicyStore(JdbcClient jdbc, JsonColumns json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(Policy policy, String module, boolean loaded) {
        var added = jdbc.sql(ADD)
                .param("tenant", policy.tenant().toString())
                .param("id", policy.id().value())
                .param("row", policy.row())
                .param("name", policy.name())
                .param("type", policy.type())
                .param("mode", policy.mode().toString())
                .param("version", policy.version())
                .param("owner", policy.owner())
                .param("loaded", loaded)
                .param("at", Timestamp.from(policy.createdAt()))
                .update();
        if (added == 0) {
            return false;
        }
        var author = policy.owner() == null ? "platform" : policy.owner();
        var first = new PolicyVersion(policy.version(), policy.content(), policy.createdAt(), author);
        addVersion(policy.tenant(), policy.id(), first, module);
        return true;
    }

    @Override
    public Optional<Policy> find(TenantId tenant, PolicyId id) {
        return jdbc.sql(ONE)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query(this::policy)
                .optional();
    }

    @Override
    public List<Policy> list(TenantId tenant, int limit, @Nullable Cursor after) {
        if (after == null) {
            return jdbc.sql(FIRST_PAGE)
                    .param("tenant", tenant.toString())
                    .param("limit", limit)
                    .query(this::policy)
                    .list();
        }
        return jdbc.sql(NEXT_PAGE)
                .param("tenant", tenant.toString())
                .param("at", Timestamp.from(after.at()))
                .param("row", after.id())
                .param("limit", limit)
                .query(this::policy)
                .list();
    }

    @Override
    public boolean lock(TenantId tenant, PolicyId id) {
        return jdbc.sql(LOCK)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public int nextVersion(TenantId tenant, PolicyId id) {
        return jdbc.sql(NEXT_VERSION)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public void addVersion(TenantId tenant, PolicyId id, PolicyVersion version, String module) {
        jdbc.sql(ADD_VERSION)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .param("version", version.version())
                .param("rego", version.content().rego())
                .param("module", module)
                .param("params", json.write(version.content().params()))
                .param("schema", json.write(version.content().paramsSchema()))
                .param("tests", version.content().tests())
                .param("at", Timestamp.from(version.createdAt()))
                .param("by", version.createdBy())
                .update();
    }

    @Override
    public void change(Policy policy) {
        jdbc.sql(CHANGE)
                .param("tenant", policy.tenant().toString())
                .param("id", policy.id().value())
                .param("name", policy.name())
                .param("type", policy.type())
                .param("mode", policy.mode().toString())
                .param("version", policy.version())
                .param("at", Timestamp.from(policy.updatedAt()))
                .update();
    }

    @Override
    public boolean load(TenantId tenant, PolicyId id) {
        return jdbc.sql(LOAD)
                        .param("tenant", tenant.toString())
                        .param("id", id.value())
                        .update()
                > 0;
    }

    @Override
    public boolean delete(TenantId tenant, PolicyId id) {
        try {
            return jdbc.sql(DELETE)
                            .param("tenant", tenant.toString())
                            .param("id", id.value())
                            .update()
                    > 0;
        } catch (DataIntegrityViolationException attachedMeanwhile) {
            return false;
        }
    }

    @Override
    public List<PolicyVersion> versions(TenantId tenant, PolicyId id) {
        return jdbc.sql(VERSIONS)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query((row, _) -> new PolicyVersion(
                        row.getInt("version"),
                        content(row),
                        row.getTimestamp("created_at").toInstant(),
                        row.getString("created_by")))
                .list();
    }

    @Override
    public List<AgentId> attachedTo(TenantId tenant, PolicyId id) {
        return jdbc.sql(ATTACHED_TO)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query((row, _) -> new AgentId(row.getObject("agent_id", UUID.class)))
                .list();
    }

    private PolicyContent content(ResultSet row) throws SQLException {
        return new PolicyContent(
                row.getString("rego"),
                json.read(row.getString("params")),
                json.read(row.getString("params_schema")),
                row.getString("tests"));
    }

    private Policy policy(ResultSet row, int number) throws SQLException {
        return new Policy(
                row.getObject("row_id", UUID.class),
                TenantId.of(row.getString("tenant_id")),
                PolicyId.of(row.getString("id")),
                row.getString("name"),
                row.getString("type"),
                PolicyMode.of(row.getString("mode")),
                row.getInt("version"),
                content(row),
                row.getString("owner"),
                row.getInt("attached_agents"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
