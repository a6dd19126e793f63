package io.aispm.api.policy.store;

import io.aispm.api.policy.GivenPolicies;
import io.aispm.api.policy.PolicyId;
import io.aispm.contract.agent.TenantId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcGivenPolicies implements GivenPolicies {

    private static final String HAD = """
            insert into policy.seeded_tenants as t (tenant_id, seeds) values (:tenant, '{}')
            on conflict (tenant_id) do update set seeds = t.seeds
            returning seeds""";
    private static final String HAS = "update policy.seeded_tenants set seeds = :seeds where tenant_id = :tenant";

    private final JdbcClient jdbc;

    JdbcGivenPolicies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The row is locked by its first statement, so that of two replicas one gives. */
    @Override
    public Set<PolicyId> takeUnseen(TenantId tenant, Set<PolicyId> platform) {
        var had = jdbc.sql(HAD)
                .param("tenant", tenant.toString())
                .query((row, _) -> Set.of((String[]) row.getArray("seeds").getArray()))
                .single();
        var unseen = platform.stream().filter(id -> !had.contains(id.value())).collect(Collectors.toSet());
        if (!unseen.isEmpty()) {
            var all = Stream.concat(had.stream(), unseen.stream().map(PolicyId::value));
            jdbc.sql(HAS)
                    .param("tenant", tenant.toString())
                    .param("seeds", all.sorted().toArray(String[]::new))
                    .update();
        }
        return unseen;
    }
}
