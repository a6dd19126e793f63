package io.aispm.api.policy.store;

import io.aispm.api.policy.DefaultPolicyStore;
import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDefaultPolicyStore implements DefaultPolicyStore {

    private static final String OF = """
            select policy_id from policy.default_policies where tenant_id = :tenant order by policy_id""";
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('default_policies ' || :tenant, 0))";
    private static final String CLEAR = "delete from policy.default_policies where tenant_id = :tenant";
    private static final String ADD = """
            insert into policy.default_policies (tenant_id, policy_id)
            select tenant_id, id from policy.policies
             where tenant_id = :tenant and id = :policy
               for key share""";

    private final JdbcClient jdbc;

    JdbcDefaultPolicyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<PolicyId> of(TenantId tenant) {
        return jdbc.sql(OF)
                .param("tenant", tenant.toString())
                .query((row, _) -> PolicyId.of(row.getString("policy_id")))
                .list();
    }

    @Override
    public void lock(TenantId tenant) {
        jdbc.sql(LOCK).param("tenant", tenant.toString()).query((_, _) -> true).single();
    }

    @Override
    public void replace(TenantId tenant, Set<PolicyId> policies) {
        jdbc.sql(CLEAR).param("tenant", tenant.toString()).update();
        for (var policy : policies) {
            var added = jdbc.sql(ADD)
                    .param("tenant", tenant.toString())
                    .param("policy", policy.value())
                    .update();
            if (added == 0) {
                throw PolicyException.unknown();
            }
        }
    }
}
