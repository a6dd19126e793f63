package io.aispm.api.integration.store;

import io.aispm.api.integration.LocalModelRows;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcLocalModelRows implements LocalModelRows {

    /** A person's change is newer than the row, and a person's row has the record of its creation. */
    private static final String FOLLOW = """
            update integration.integrations i
               set config = jsonb_set(i.config, '{base_url}', to_jsonb(:address::text)), reachable = null
             where i.connector_type = :type and i.name = :name and i.updated_at = i.created_at
               and i.config ->> 'base_url' <> :address
               and not exists (select 1 from integration.activity a
                                where a.integration_id = i.id and a.kind = 'created')
            returning i.tenant_id""";

    private final JdbcClient jdbc;

    JdbcLocalModelRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<TenantId> follow(String connectorType, String name, String address) {
        return jdbc.sql(FOLLOW)
                .param("address", address)
                .param("type", connectorType)
                .param("name", name)
                .query((row, _) -> TenantId.of(row.getString("tenant_id")))
                .list();
    }
}
