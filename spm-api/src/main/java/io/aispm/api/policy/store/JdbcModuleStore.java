package io.aispm.api.policy.store;

import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.bundle.BundleAdvanced;
import io.aispm.api.policy.bundle.BundleRevision;
import io.aispm.api.policy.bundle.ModuleStore;
import io.aispm.contract.agent.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

@Repository
class JdbcModuleStore implements ModuleStore {

    private static final String REVISION = "select source, revision from policy.bundle";
    private static final String ADVANCE = "update policy.bundle set revision = revision + 1";

    /** Of each policy the version that counts, the one before for calls on their way, and what is about to count. */
    private static final String MODULES = """
            select v.tenant_id, v.policy_id, v.version, v.module
              from policy.policy_versions v
              join policy.policies p on p.tenant_id = v.tenant_id and p.id = v.policy_id
             where p.loaded and v.version >= p.version - 1
             order by v.tenant_id, v.policy_id, v.version""";

    private static final String OF_TENANT = """
            select v.tenant_id, v.policy_id, v.version, v.module
              from policy.policy_versions v
              join policy.policies p on p.tenant_id = v.tenant_id and p.id = v.policy_id and p.version = v.version
             where p.loaded and p.tenant_id = :tenant""";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    JdbcModuleStore(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public BundleRevision revision() {
        return jdbc.sql(REVISION)
                .query((row, _) -> new BundleRevision(row.getObject("source", UUID.class), row.getLong("revision")))
                .single();
    }

    @Override
    public void advance() {
        jdbc.sql(ADVANCE).update();
        events.publishEvent(new BundleAdvanced());
    }

    @Override
    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    public Modules read() {
        var revision = revision();
        var modules = jdbc.sql(MODULES).query(JdbcModuleStore::module).list();
        return new Modules(revision, modules);
    }

    @Override
    public List<Module> of(TenantId tenant) {
        return jdbc.sql(OF_TENANT)
                .param("tenant", tenant.toString())
                .query(JdbcModuleStore::module)
                .list();
    }

    private static Module module(ResultSet row, int number) throws SQLException {
        return new Module(
                TenantId.of(row.getString("tenant_id")),
                PolicyId.of(row.getString("policy_id")),
                row.getInt("version"),
                row.getString("module"));
    }
}
