package io.aispm.api.federation.store;

import io.aispm.api.federation.FederatedTool;
import io.aispm.api.federation.FederatedTool.Manifest;
import io.aispm.api.federation.FederationStore;
import io.aispm.api.integration.IntegrationId;
import io.aispm.contract.agent.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Federated tools in PostgreSQL. */
@Repository
class JdbcFederationStore implements FederationStore {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('federation ' || :tenant, 0))";
    private static final String OF = """
            select * from federation.tools
             where tenant_id = :tenant and integration_id = :integration order by name""";
    private static final String APPROVED = """
            select * from federation.tools
             where tenant_id = :tenant and present and approved_hash is not null order by name""";
    private static final String TAKEN = """
            select exists (select 1 from federation.tools where tenant_id = :tenant and name = :name)""";
    private static final String OWNER = """
            select integration_id from federation.tools
             where tenant_id = :tenant and starts_with(name, :prefix) order by name limit 1""";
    private static final String KEEP = """
            insert into federation.tools
                   (tenant_id, integration_id, tool, name, seen_hash, seen_manifest, seen_at, present,
                    approved_hash, approved_manifest, approved_by, approved_at)
            values (:tenant, :integration, :tool, :name, :hash, :manifest::jsonb, :seen, :present,
                    :approvedHash, :approvedManifest::jsonb, :by, :at)
            on conflict (integration_id, tool) do update
               set seen_hash = excluded.seen_hash, seen_manifest = excluded.seen_manifest, seen_at = excluded.seen_at,
                   present = excluded.present, approved_hash = excluded.approved_hash,
                   approved_manifest = excluded.approved_manifest, approved_by = excluded.approved_by,
                   approved_at = excluded.approved_at""";
    private static final String FORGET = """
            delete from federation.tools where tenant_id = :tenant and integration_id = :integration""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcFederationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void lock(TenantId tenant) {
        jdbc.sql(LOCK).param("tenant", tenant.toString()).query((_, _) -> true).single();
    }

    @Override
    public List<FederatedTool> of(TenantId tenant, IntegrationId integration) {
        return jdbc.sql(OF)
                .param("tenant", tenant.toString())
                .param("integration", integration.value())
                .query(this::tool)
                .list();
    }

    @Override
    public List<FederatedTool> approved(TenantId tenant) {
        return jdbc.sql(APPROVED)
                .param("tenant", tenant.toString())
                .query(this::tool)
                .list();
    }

    @Override
    public boolean isTaken(TenantId tenant, String name) {
        return jdbc.sql(TAKEN)
                .param("tenant", tenant.toString())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<IntegrationId> ownerOf(TenantId tenant, String prefix) {
        return jdbc.sql(OWNER)
                .param("tenant", tenant.toString())
                .param("prefix", prefix)
                .query((row, _) -> new IntegrationId(row.getObject(1, UUID.class)))
                .optional();
    }

    @Override
    public void keep(FederatedTool tool) {
        var approved = tool.approved();
        jdbc.sql(KEEP)
                .param("tenant", tool.tenant().toString())
                .param("integration", tool.integration().value())
                .param("tool", tool.tool())
                .param("name", tool.name())
                .param("hash", tool.seen().hash())
                .param("manifest", json.writeValueAsString(tool.seen().content()))
                .param("seen", Timestamp.from(tool.seenAt()))
                .param("present", tool.present())
                .param("approvedHash", approved == null ? null : approved.hash())
                .param("approvedManifest", approved == null ? null : json.writeValueAsString(approved.content()))
                .param("by", tool.approvedBy())
                .param("at", tool.approvedAt() == null ? null : Timestamp.from(tool.approvedAt()))
                .update();
    }

    @Override
    public void forget(TenantId tenant, IntegrationId integration) {
        jdbc.sql(FORGET)
                .param("tenant", tenant.toString())
                .param("integration", integration.value())
                .update();
    }

    private FederatedTool tool(ResultSet row, int number) throws SQLException {
        var at = row.getTimestamp("approved_at");
        return new FederatedTool(
                TenantId.of(row.getString("tenant_id")),
                new IntegrationId(row.getObject("integration_id", UUID.class)),
                row.getString("tool"),
                row.getString("name"),
                new Manifest(row.getString("seen_hash"), object(row.getString("seen_manifest"))),
                row.getTimestamp("seen_at").toInstant(),
                row.getBoolean("present"),
                approved(row.getString("approved_hash"), row.getString("approved_manifest")),
                row.getString("approved_by"),
                at == null ? null : at.toInstant());
    }

    private @Nullable Manifest approved(@Nullable String hash, @Nullable String manifest) {
        return hash == null || manifest == null ? null : new Manifest(hash, object(manifest));
    }

    private Map<String, Object> object(String text) {
        return json.readValue(text, OBJECT);
    }
}
