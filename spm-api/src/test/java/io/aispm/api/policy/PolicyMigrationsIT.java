package io.aispm.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aispm.testkit.TestPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Each migration is tried on the filled database of the one before. */
class PolicyMigrationsIT {

    private final DriverManagerDataSource database = new DriverManagerDataSource(TestPostgres.url(), "postgres", "");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @Test
    void defaultPoliciesComeToADatabaseThatHasPolicies() {
        migrate("1");
        jdbc.sql("""
                insert into policy.policies
                       (tenant_id, id, row_id, name, type, mode, version, owner, loaded, created_at, updated_at)
                values ('t1', 'gold', gen_random_uuid(), 'Gold', 'custom', 'enforced', 1, 'ada', true, now(), now());
                insert into policy.policy_versions
                       (tenant_id, policy_id, version, rego, module, params, created_at, created_by)
                values ('t1', 'gold', 1, 'package a', 'package b', '{}', now(), 'ada');
                insert into policy.agent_policies (tenant_id, agent_id, policy_id, attached_at, attached_by)
                values ('t1', gen_random_uuid(), 'gold', now(), 'ada')""").update();

        migrate("2");

        assertThat(count("policy.policies")).isOne();
        assertThat(count("policy.agent_policies")).isOne();
        assertThat(count("policy.default_policies")).isZero();
        add("gold");
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> add("silver"));
    }

    @Test
    void aTenantThatHadTheFirstPoliciesIsGivenTheOthers() {
        migrate("2");
        jdbc.sql("insert into policy.seeded_tenants (tenant_id) values ('t1')").update();

        migrate("3");

        assertThat(jdbc.sql("select array_to_string(seeds, ' ') from policy.seeded_tenants")
                        .query(String.class)
                        .single())
                .isEqualTo("pii_mask prompt_guard tool_scope");
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("insert into policy.seeded_tenants (tenant_id) values ('t2')")
                        .update());
    }

    private void migrate(String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/policy")
                .target(MigrationVersion.fromVersion(version))
                .load()
                .migrate();
    }

    private void add(String policy) {
        jdbc.sql("insert into policy.default_policies (tenant_id, policy_id) values ('t1', :policy)")
                .param("policy", policy)
                .update();
    }

    private int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }
}
