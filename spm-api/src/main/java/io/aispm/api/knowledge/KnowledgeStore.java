package io.aispm.api.knowledge;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.KnowledgeSearch;
import io.aispm.kit.page.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where documents are kept, with the passages that are searched. */
public interface KnowledgeStore {

    /** Keeps others from adding documents to the tenant until the transaction ends. */
    void lock(TenantId tenant);

    /** The version that the next document of that name gets. */
    int nextVersion(TenantId tenant, String name);

    /** How many characters all documents of the tenant hold. */
    long characters(TenantId tenant);

    void add(Document document, List<String> passages);

    Optional<Document> find(TenantId tenant, DocumentId id);

    /** Newest first. */
    List<Document> list(
            TenantId tenant, @Nullable DocumentState state, @Nullable String text, int limit, @Nullable Cursor after);

    /** The document's text, in its passages' order. */
    List<String> passages(TenantId tenant, DocumentId id);

    /** Remembers a decision; empty where there is no such document. */
    Optional<Document> decide(TenantId tenant, DocumentId id, DocumentState state, String by, Instant at);

    /** Removes the document, its passages and its links; false where there is none. */
    boolean delete(TenantId tenant, DocumentId id);

    /** The documents that are linked to the agent, whatever their state. */
    List<Document> linked(TenantId tenant, AgentId agent);

    /** Links these documents of the tenant and no others, atomically. */
    void link(TenantId tenant, AgentId agent, Collection<DocumentId> documents, String by, Instant at);

    void unlinkAll(TenantId tenant, AgentId agent);

    /** The passages of approved, linked documents that have words of the query, the best first. */
    List<KnowledgeSearch.Passage> search(KnowledgeSearch.Question question);
}
