package io.aispm.api.agent.store;

import io.aispm.api.agent.setting.SettingsStore;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcSettingsStore implements SettingsStore {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private static final String OF_BOTH = """
            select coalesce((select fields from agent.tenant_settings where tenant_id = :tenant), '{}')
                || coalesce((select fields from agent.agent_settings where agent_id = :agent), '{}') as fields""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcSettingsStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Map<String, @Nullable Object> of(AgentId agent) {
        return read("select fields from agent.agent_settings where agent_id = :key", agent.value());
    }

    @Override
    public Map<String, @Nullable Object> of(TenantId tenant) {
        return read("select fields from agent.tenant_settings where tenant_id = :key", tenant.value());
    }

    @Override
    public Map<String, @Nullable Object> of(TenantId tenant, AgentId agent) {
        return jdbc.sql(OF_BOTH)
                .param("tenant", tenant.value())
                .param("agent", agent.value())
                .query(this::fields)
                .single();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(AgentId agent, UnaryOperator<Map<String, @Nullable Object>> change) {
        write(
                """
                insert into agent.agent_settings (agent_id, fields) values (:key, '{}')
                on conflict (agent_id) do nothing""",
                "select fields from agent.agent_settings where agent_id = :key for update",
                "update agent.agent_settings set fields = cast(:fields as jsonb) where agent_id = :key",
                agent.value(),
                change);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(TenantId tenant, UnaryOperator<Map<String, @Nullable Object>> change) {
        write(
                """
                insert into agent.tenant_settings (tenant_id, fields) values (:key, '{}')
                on conflict (tenant_id) do nothing""",
                "select fields from agent.tenant_settings where tenant_id = :key for update",
                "update agent.tenant_settings set fields = cast(:fields as jsonb) where tenant_id = :key",
                tenant.value(),
                change);
    }

    private Map<String, @Nullable Object> read(String sql, Object key) {
        return jdbc.sql(sql).param("key", key).query(this::fields).optional().orElseGet(Map::of);
    }

    private Map<String, @Nullable Object> fields(ResultSet row, int number) throws SQLException {
        return json.readValue(row.getString("fields"), FIELDS);
    }

    private void write(
            String make, String lock, String update, Object key, UnaryOperator<Map<String, @Nullable Object>> change) {
        jdbc.sql(make).param("key", key).update();
        var changed = change.apply(read(lock, key));
        jdbc.sql(update)
                .param("key", key)
                .param("fields", json.writeValueAsString(changed))
                .update();
    }
}
