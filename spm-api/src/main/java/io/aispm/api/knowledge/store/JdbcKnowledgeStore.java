package io.aispm.api.knowledge.store;

import io.aispm.api.knowledge.Document;
import io.aispm.api.knowledge.DocumentId;
import io.aispm.api.knowledge.DocumentKind;
import io.aispm.api.knowledge.DocumentState;
import io.aispm.api.knowledge.KnowledgeStore;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.KnowledgeSearch;
import io.aispm.kit.page.Cursor;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Documents in PostgreSQL, found by its full text search. */
@Repository
class JdbcKnowledgeStore implements KnowledgeStore {

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('knowledge ' || :tenant, 0))";
    private static final String NEXT_VERSION = """
            select coalesce(max(version), 0) + 1 from knowledge.documents where tenant_id = :tenant and name = :name""";
    private static final String CHARACTERS = """
            select coalesce(sum(characters), 0) from knowledge.documents where tenant_id = :tenant""";
    private static final String ADD = """
            insert into knowledge.documents
                   (id, tenant_id, name, version, kind, filename, sha256, size, characters, state, created_by, created_at)
            values (:id, :tenant, :name, :version, :kind, :filename, :sha256, :size, :characters, :state, :by, :at)""";
    private static final String ADD_PASSAGE = """
            insert into knowledge.passages (document_id, number, content) values (?, ?, ?)""";
    private static final String ONE = "select * from knowledge.documents where tenant_id = :tenant and id = :id";
    private static final String LIST = """
            select * from knowledge.documents
             where tenant_id = :tenant
               and (:state::text is null or state = :state)
               and (:text::text is null or position(lower(:text) in lower(name)) > 0)
               and (:at::timestamptz is null or (created_at, id) < (:at, :row::uuid))
             order by created_at desc, id desc
             limit :limit""";
    private static final String PASSAGES = """
            select p.content from knowledge.passages p join knowledge.documents d on d.id = p.document_id
             where d.tenant_id = :tenant and d.id = :id order by p.number""";
    private static final String DECIDE = """
            update knowledge.documents set state = :state, decided_by = :by, decided_at = :at
             where tenant_id = :tenant and id = :id returning *""";
    private static final String DELETE = "delete from knowledge.documents where tenant_id = :tenant and id = :id";
    private static final String LINKED = """
            select d.* from knowledge.links l join knowledge.documents d on d.id = l.document_id
             where l.agent_id = :agent and l.tenant_id = :tenant and d.tenant_id = :tenant
             order by d.created_at desc, d.id desc""";
    private static final String UNLINK_OTHERS = """
            delete from knowledge.links
             where tenant_id = :tenant and agent_id = :agent and document_id <> all (:documents::uuid[])""";
    private static final String LINK = """
            insert into knowledge.links (tenant_id, agent_id, document_id, linked_by, linked_at)
            select d.tenant_id, :agent, d.id, :by, :at from knowledge.documents d
             where d.tenant_id = :tenant and d.id = any (:documents::uuid[])
               for key share
            on conflict do nothing""";
    private static final String UNLINK_ALL = """
            delete from knowledge.links where tenant_id = :tenant and agent_id = :agent""";

    /** Any of the query's words will do; passages with more of them come first, and among those the ones with more of each. */
    private static final String SEARCH = """
            with asked as (
                select replace(plainto_tsquery('english', :query)::text, ''' & ''', ''' | ''')::tsquery as any_of,
                       tsvector_to_array(to_tsvector('english', :query)) as words)
            select d.id, d.name, d.version, p.content,
                   ((select count(*) from unnest(a.words) as w (word) where w.word = any (tsvector_to_array(p.words)))
                    + ts_rank(p.words, a.any_of, 32)) / (cardinality(a.words) + 1) as score
              from asked a
              join knowledge.links l on l.agent_id = :agent and l.tenant_id = :tenant
              join knowledge.documents d
                on d.id = l.document_id and d.tenant_id = :tenant and d.state = 'approved'
              join knowledge.passages p on p.document_id = d.id and p.words @@ a.any_of
             order by score desc, d.created_at desc, p.number
             limit :limit""";

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcKnowledgeStore(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void lock(TenantId tenant) {
        jdbc.sql(LOCK).param("tenant", tenant.toString()).query((_, _) -> true).single();
    }

    @Override
    public int nextVersion(TenantId tenant, String name) {
        return jdbc.sql(NEXT_VERSION)
                .param("tenant", tenant.toString())
                .param("name", name)
                .query(Integer.class)
                .single();
    }

    @Override
    public long characters(TenantId tenant) {
        return jdbc.sql(CHARACTERS)
                .param("tenant", tenant.toString())
                .query(Long.class)
                .single();
    }

    @Override
    public void add(Document document, List<String> passages) {
        jdbc.sql(ADD)
                .param("id", document.id().value())
                .param("tenant", document.tenant().toString())
                .param("name", document.name())
                .param("version", document.version())
                .param("kind", word(document.kind()))
                .param("filename", document.filename())
                .param("sha256", document.sha256())
                .param("size", document.size())
                .param("characters", document.characters())
                .param("state", document.state().toString())
                .param("by", document.createdBy())
                .param("at", Timestamp.from(document.createdAt()))
                .update();
        var numbers = IntStream.range(0, passages.size()).boxed().toList();
        batches.batchUpdate(ADD_PASSAGE, numbers, BATCH, (PreparedStatement row, Integer number) -> {
            row.setObject(1, document.id().value());
            row.setInt(2, number);
            row.setString(3, passages.get(number));
        });
    }

    @Override
    public Optional<Document> find(TenantId tenant, DocumentId id) {
        return one(ONE, tenant, id).query(JdbcKnowledgeStore::document).optional();
    }

    @Override
    public List<Document> list(
            TenantId tenant, @Nullable DocumentState state, @Nullable String text, int limit, @Nullable Cursor after) {
        return jdbc.sql(LIST)
                .param("tenant", tenant.toString())
                .param("state", state == null ? null : state.toString())
                .param("text", text)
                .param("at", after == null ? null : Timestamp.from(after.at()))
                .param("row", after == null ? null : after.id())
                .param("limit", limit)
                .query(JdbcKnowledgeStore::document)
                .list();
    }

    @Override
    public List<String> passages(TenantId tenant, DocumentId id) {
        return one(PASSAGES, tenant, id)
                .query((row, _) -> row.getString("content"))
                .list();
    }

    @Override
    public Optional<Document> decide(TenantId tenant, DocumentId id, DocumentState state, String by, Instant at) {
        return one(DECIDE, tenant, id)
                .param("state", state.toString())
                .param("by", by)
                .param("at", Timestamp.from(at))
                .query(JdbcKnowledgeStore::document)
                .optional();
    }

    @Override
    public boolean delete(TenantId tenant, DocumentId id) {
        return one(DELETE, tenant, id).update() > 0;
    }

    private JdbcClient.StatementSpec one(String sql, TenantId tenant, DocumentId id) {
        return jdbc.sql(sql).param("tenant", tenant.toString()).param("id", id.value());
    }

    @Override
    public List<Document> linked(TenantId tenant, AgentId agent) {
        return of(LINKED, tenant, agent).query(JdbcKnowledgeStore::document).list();
    }

    @Override
    public void link(TenantId tenant, AgentId agent, Collection<DocumentId> documents, String by, Instant at) {
        var ids = documents.stream().map(DocumentId::value).toArray(UUID[]::new);
        of(UNLINK_OTHERS, tenant, agent).param("documents", ids).update();
        of(LINK, tenant, agent)
                .param("documents", ids)
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    @Override
    public void unlinkAll(TenantId tenant, AgentId agent) {
        of(UNLINK_ALL, tenant, agent).update();
    }

    @Override
    public List<KnowledgeSearch.Passage> search(KnowledgeSearch.Question question) {
        return of(SEARCH, question.tenantId(), question.agentId())
                .param("query", question.query().replace('\0', ' '))
                .param("limit", question.maxResults())
                .query((row, _) -> new KnowledgeSearch.Passage(
                        row.getString("id"),
                        row.getString("name"),
                        row.getInt("version"),
                        row.getString("content"),
                        row.getDouble("score")))
                .list();
    }

    private JdbcClient.StatementSpec of(String sql, TenantId tenant, AgentId agent) {
        return jdbc.sql(sql).param("tenant", tenant.toString()).param("agent", agent.value());
    }

    private static String word(DocumentKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Document document(ResultSet row, int number) throws SQLException {
        var decided = row.getTimestamp("decided_at");
        return new Document(
                new DocumentId(row.getObject("id", UUID.class)),
                TenantId.of(row.getString("tenant_id")),
                row.getString("name"),
                row.getInt("version"),
                DocumentKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getString("filename"),
                row.getString("sha256"),
                row.getLong("size"),
                row.getLong("characters"),
                DocumentState.named(row.getString("state")).orElseThrow(),
                row.getString("created_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant());
    }
}
