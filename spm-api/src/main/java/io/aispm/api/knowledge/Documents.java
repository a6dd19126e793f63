package io.aispm.api.knowledge;

import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** A tenant's documents. A decision counts for the next search, at every replica. */
@Service
public class Documents {

    /** The largest file. */
    public static final long MOST_MEGABYTES = 20;

    private static final Logger log = LoggerFactory.getLogger(Documents.class);

    private final KnowledgeStore store;
    private final DocumentReader reader;
    private final KnowledgeProperties properties;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Ids ids;
    private final Clock clock;

    Documents(
            KnowledgeStore store,
            DocumentReader reader,
            KnowledgeProperties properties,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Ids ids,
            Clock clock) {
        this.store = store;
        this.reader = reader;
        this.properties = properties;
        this.events = events;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /** Takes in the next version of a document; it waits for an approval. */
    public Document upload(TenantId tenant, String user, String name, String filename, byte[] content) {
        var kind = DocumentKind.of(filename, content)
                .orElseThrow(() -> KnowledgeException.invalid(
                        List.of("`file` must be a text (.txt), Markdown (.md), HTML (.html) or PDF (.pdf) file.")));
        var text = reader.read(kind, content);
        if (text.isBlank()) {
            throw KnowledgeException.invalid(List.of("`file` has no text in it that can be read."));
        }
        var passages = Passages.of(text);
        var added = transactions.execute(_ -> {
            store.lock(tenant);
            var most = properties.tenantText();
            if (store.characters(tenant) + text.length() > most.toBytes()) {
                throw KnowledgeException.full(most.toMegabytes());
            }
            var document = new Document(
                    new DocumentId(ids.next()),
                    tenant,
                    name,
                    store.nextVersion(tenant, name),
                    kind,
                    filename,
                    sha256(content),
                    content.length,
                    text.length(),
                    DocumentState.PENDING,
                    user,
                    now(),
                    null,
                    null);
            store.add(document, passages);
            return document;
        });
        log.atInfo()
                .addKeyValue("documentId", added.id())
                .addKeyValue("passages", passages.size())
                .log("A document was taken in");
        return added;
    }

    /** Newest first; of one state, or with a text in their name, or all. */
    public Page<Document> list(
            TenantId tenant, @Nullable DocumentState state, @Nullable String text, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        return Page.cut(
                store.list(tenant, state, text, page.limit() + 1, after),
                page.limit(),
                last -> new Cursor(last.createdAt(), last.id().value()).encode());
    }

    /** The document, or the problem that there is none. */
    public Document require(TenantId tenant, DocumentId id) {
        return store.find(tenant, id).orElseThrow(KnowledgeException::unknown);
    }

    /** What agents would find in it: what whoever approves it has to read. */
    public String text(TenantId tenant, DocumentId id) {
        require(tenant, id);
        return String.join("\n\n", store.passages(tenant, id));
    }

    /** Lets agents find it, or no longer; nothing changes where that is so already. */
    public Document decide(TenantId tenant, String user, DocumentId id, DocumentState state) {
        var before = require(tenant, id);
        if (before.state() == state) {
            return before;
        }
        var decided = Objects.requireNonNull(transactions.execute(_ -> {
            var after = store.decide(tenant, id, state, user, now()).orElseThrow(KnowledgeException::unknown);
            events.publishEvent(new KnowledgeChanged(tenant, null));
            return after;
        }));
        log.atInfo()
                .addKeyValue("documentId", id)
                .addKeyValue("state", state)
                .addKeyValue("by", user)
                .log("It was decided whether agents find a document");
        return decided;
    }

    /** Forgets it, with its text and its links. */
    public void delete(TenantId tenant, DocumentId id) {
        transactions.executeWithoutResult(_ -> {
            if (!store.delete(tenant, id)) {
                throw KnowledgeException.unknown();
            }
            events.publishEvent(new KnowledgeChanged(tenant, null));
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
