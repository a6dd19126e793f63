package io.aispm.api.agent.store;

import io.aispm.api.agent.secret.SecretStore;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.secret.KeyRing;
import io.aispm.kit.secret.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcSecretStore implements SecretStore {

    private static final String LIST = """
            select name, updated_at, updated_by from agent.agent_secrets where agent_id = :agent order by name""";

    private static final String PUT = """
            insert into agent.agent_secrets (agent_id, name, value, updated_at, updated_by)
            values (:agent, :name, :value, :now, :by)
            on conflict (agent_id, name) do update
               set value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by""";

    private final JdbcClient jdbc;
    private final KeyRing keys;

    JdbcSecretStore(JdbcClient jdbc, KeyRing keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    @Override
    public List<Entry> list(AgentId agent) {
        return jdbc.sql(LIST)
                .param("agent", agent.value())
                .query((row, number) ->
                        new Entry(row.getString("name"), Rows.instant(row, "updated_at"), row.getString("updated_by")))
                .list();
    }

    @Override
    public void put(AgentId agent, String name, Secret value, Instant now, String updatedBy) {
        jdbc.sql(PUT)
                .param("agent", agent.value())
                .param("name", name)
                .param("value", keys.encryptText(value.value(), context(agent, name)))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", updatedBy)
                .update();
    }

    @Override
    public boolean remove(AgentId agent, String name) {
        return jdbc.sql("delete from agent.agent_secrets where agent_id = :agent and name = :name")
                        .param("agent", agent.value())
                        .param("name", name)
                        .update()
                > 0;
    }

    @Override
    public Optional<Secret> read(AgentId agent, String name) {
        return jdbc.sql("select value from agent.agent_secrets where agent_id = :agent and name = :name")
                .param("agent", agent.value())
                .param("name", name)
                .query((row, number) -> new Secret(keys.decryptText(row.getBytes("value"), context(agent, name))))
                .optional();
    }

    private static String context(AgentId agent, String name) {
        return "agent.agent_secrets:" + agent + ":" + name;
    }
}
