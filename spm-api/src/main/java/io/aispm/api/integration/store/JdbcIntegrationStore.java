package io.aispm.api.integration.store;

import io.aispm.api.integration.Integration;
import io.aispm.api.integration.Integration.SecretHint;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.IntegrationStore;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class JdbcIntegrationStore implements IntegrationStore {

    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private static final String ROW = """
            select i.*,
                   coalesce((select jsonb_object_agg(c.key, c.hint) from integration.credentials c
                              where c.integration_id = i.id), '{}') as hints
              from integration.integrations i
             where i.tenant_id = :tenant
            """;
    private static final String ONE = ROW + " and i.id = :id";
    private static final String LOCKED = ONE + " for no key update of i";
    private static final String LIST = ROW + """
             and (:category::text is null or i.category = :category)
             and (:vendor::text is null or i.vendor = :vendor)
             and (:text::text is null or position(lower(:text) in lower(i.name)) > 0
                  or position(lower(:text) in i.connector_type) > 0)
             and (:status::text is null or :status = case
                   when not i.enabled then 'disabled'
                   when i.reachable is null then 'untested'
                   when i.reachable then 'connected' else 'error' end)
             and (:at::timestamptz is null or (i.created_at, i.id) < (:at, :row::uuid))
             order by i.created_at desc, i.id desc
             limit :limit""";
    private static final String ADD = """
            insert into integration.integrations
                   (id, tenant_id, connector_type, name, category, vendor, enabled, config, created_at, updated_at)
            values (:id, :tenant, :type, :name, :category, :vendor, :enabled, :config::jsonb, :at, :at)
            on conflict (tenant_id) where connector_type = 'agent-runtime' do nothing""";
    private static final String CHANGE = """
            update integration.integrations
               set name = :name, category = :category, enabled = :enabled, reachable = :reachable,
                   config = :config::jsonb, updated_at = :at
             where tenant_id = :tenant and id = :id""";
    private static final String TESTED = """
            update integration.integrations set reachable = :reachable where tenant_id = :tenant and id = :id""";
    private static final String DELETE = """
            delete from integration.integrations where tenant_id = :tenant and id = :id""";
    private static final String KEEP = """
            insert into integration.credentials (integration_id, key, cipher, hint)
            values (:id, :key, :cipher, :hint)
            on conflict (integration_id, key) do update set cipher = excluded.cipher, hint = excluded.hint""";
    private static final String CIPHERS = """
            select key, cipher from integration.credentials where integration_id = :id""";
    private static final String RECORD = """
            insert into integration.activity (id, integration_id, ts, kind, user_id, ok, message)
            values (:event, :id, :ts, :kind, :user, :ok, :message)""";
    private static final String EVENTS = """
            select id, ts, kind, user_id, ok, message from integration.activity
             where integration_id = :id and (:at::timestamptz is null or (ts, id) < (:at, :row::uuid))
             order by ts desc, id desc
             limit :limit""";

    /** The runtime's settings, and beside them the integration that one of them names with its credentials. */
    private static final String NAMED = """
            select r.config as runtime, t.*, '{}'::jsonb as hints,
                   coalesce((select jsonb_object_agg(c.key, translate(encode(c.cipher, 'base64'), E'\\n', ''))
                               from integration.credentials c where c.integration_id = t.id), '{}') as ciphers
              from integration.integrations r
              left join integration.integrations t
                on t.tenant_id = r.tenant_id and t.id = (r.config ->> :field)::uuid
             where r.tenant_id = :tenant and r.connector_type = 'agent-runtime'""";

    private static final String ENABLED = """
            select t.*, '{}'::jsonb as hints,
                   coalesce((select jsonb_object_agg(c.key, translate(encode(c.cipher, 'base64'), E'\\n', ''))
                               from integration.credentials c where c.integration_id = t.id), '{}') as ciphers
              from integration.integrations t
             where t.tenant_id = :tenant and t.enabled and (t.id::text in (:words) or t.name in (:words))
             order by t.created_at, t.id""";

    private static final String ENABLED_OF = """
            select t.*, '{}'::jsonb as hints,
                   coalesce((select jsonb_object_agg(c.key, translate(encode(c.cipher, 'base64'), E'\\n', ''))
                               from integration.credentials c where c.integration_id = t.id), '{}') as ciphers
              from integration.integrations t
             where t.connector_type = :type and t.enabled and (:tenant::text is null or t.tenant_id = :tenant)
             order by t.created_at, t.id""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcIntegrationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public boolean add(Integration integration) {
        return jdbc.sql(ADD)
                        .param("id", integration.id().value())
                        .param("tenant", integration.tenant().toString())
                        .param("type", integration.connectorType())
                        .param("name", integration.name())
                        .param("category", integration.category())
                        .param("vendor", integration.vendor())
                        .param("enabled", integration.enabled())
                        .param("config", json.writeValueAsString(integration.config()))
                        .param("at", Timestamp.from(integration.createdAt()))
                        .update()
                > 0;
    }

    @Override
    public Optional<Integration> find(TenantId tenant, IntegrationId id) {
        return jdbc.sql(ONE)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query(this::integration)
                .optional();
    }

    @Override
    public Optional<Integration> lock(TenantId tenant, IntegrationId id) {
        return jdbc.sql(LOCKED)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .query(this::integration)
                .optional();
    }

    @Override
    public List<Integration> list(TenantId tenant, Filter filter, int limit, @Nullable Cursor after) {
        return jdbc.sql(LIST)
                .param("tenant", tenant.toString())
                .param("category", filter.category())
                .param("vendor", filter.vendor())
                .param("status", filter.status())
                .param("text", filter.text())
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("row", after == null ? null : after.id())
                .param("limit", limit)
                .query(this::integration)
                .list();
    }

    @Override
    public void change(Integration integration) {
        jdbc.sql(CHANGE)
                .param("tenant", integration.tenant().toString())
                .param("id", integration.id().value())
                .param("name", integration.name())
                .param("category", integration.category())
                .param("enabled", integration.enabled())
                .param("reachable", integration.reachable())
                .param("config", json.writeValueAsString(integration.config()))
                .param("at", Timestamp.from(integration.updatedAt()))
                .update();
    }

    @Override
    public void tested(TenantId tenant, IntegrationId id, boolean reachable) {
        jdbc.sql(TESTED)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .param("reachable", reachable)
                .update();
    }

    @Override
    public void delete(TenantId tenant, IntegrationId id) {
        jdbc.sql(DELETE)
                .param("tenant", tenant.toString())
                .param("id", id.value())
                .update();
    }

    @Override
    public void keep(IntegrationId id, String key, byte[] cipher, String hint) {
        jdbc.sql(KEEP)
                .param("id", id.value())
                .param("key", key)
                .param("cipher", cipher)
                .param("hint", hint)
                .update();
    }

    @Override
    public Map<String, byte[]> ciphers(IntegrationId id) {
        var ciphers = new LinkedHashMap<String, byte[]>();
        jdbc.sql(CIPHERS).param("id", id.value()).query(row -> {
            ciphers.put(row.getString("key"), row.getBytes("cipher"));
        });
        return ciphers;
    }

    @Override
    public void record(IntegrationId id, Event event) {
        jdbc.sql(RECORD)
                .param("event", event.id())
                .param("id", id.value())
                .param("ts", Timestamp.from(event.ts()))
                .param("kind", event.kind())
                .param("user", event.userId())
                .param("ok", event.ok())
                .param("message", event.message())
                .update();
    }

    @Override
    public List<Event> events(IntegrationId id, int limit, @Nullable Cursor after) {
        return jdbc.sql(EVENTS)
                .param("id", id.value())
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("row", after == null ? null : after.id())
                .param("limit", limit)
                .query((row, _) -> new Event(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("ts").toInstant(),
                        row.getString("kind"),
                        row.getString("user_id"),
                        row.getBoolean("ok"),
                        row.getString("message")))
                .list();
    }

    @Override
    public Named named(TenantId tenant, String field) {
        return jdbc.sql(NAMED)
                .param("tenant", tenant.toString())
                .param("field", field)
                .query((row, number) -> new Named(
                        object(row.getString("runtime")),
                        row.getObject("id", UUID.class) == null ? null : integration(row, number),
                        decoded(row.getString("ciphers"))))
                .optional()
                .orElseGet(() -> new Named(Map.of(), null, Map.of()));
    }

    @Override
    public List<Found> enabled(TenantId tenant, Collection<String> words) {
        return jdbc.sql(ENABLED)
                .param("tenant", tenant.toString())
                .param("words", words)
                .query((row, number) -> new Found(integration(row, number), decoded(row.getString("ciphers"))))
                .list();
    }

    @Override
    public List<Found> enabledOf(String connectorType, @Nullable TenantId tenant) {
        return jdbc.sql(ENABLED_OF)
                .param("type", connectorType)
                .param("tenant", tenant == null ? null : tenant.toString())
                .query((row, number) -> new Found(integration(row, number), decoded(row.getString("ciphers"))))
                .list();
    }

    private Integration integration(ResultSet row, int number) throws SQLException {
        return new Integration(
                new IntegrationId(row.getObject("id", UUID.class)),
                TenantId.of(row.getString("tenant_id")),
                row.getString("connector_type"),
                row.getString("name"),
                row.getString("category"),
                row.getString("vendor"),
                row.getBoolean("enabled"),
                row.getObject("reachable", Boolean.class),
                object(row.getString("config")),
                hints(row.getString("hints")),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private List<SecretHint> hints(String text) {
        return json.readValue(text, TEXTS).entrySet().stream()
                .map(hint -> new SecretHint(hint.getKey(), hint.getValue()))
                .toList();
    }

    private Map<String, byte[]> decoded(String text) {
        var ciphers = new LinkedHashMap<String, byte[]>();
        json.readValue(text, TEXTS)
                .forEach((key, cipher) -> ciphers.put(key, Base64.getDecoder().decode(cipher)));
        return ciphers;
    }

    private Map<String, @Nullable Object> object(String text) {
        return json.readValue(text, OBJECT);
    }
}
