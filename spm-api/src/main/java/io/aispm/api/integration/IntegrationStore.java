package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;
import io.aispm.kit.page.Cursor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where integrations are kept. */
public interface IntegrationStore {

    /** Keeps a new one; false where it would be a tenant's second row of the agent runtime. */
    boolean add(Integration integration);

    Optional<Integration> find(TenantId tenant, IntegrationId id);

    /** As {@link #find}, and keeps out other writers of it until the transaction ends. */
    Optional<Integration> lock(TenantId tenant, IntegrationId id);

    /** Newest first, from the cursor on. */
    List<Integration> list(TenantId tenant, Filter filter, int limit, @Nullable Cursor after);

    void change(Integration integration);

    /** Remembers what a test found. */
    void tested(TenantId tenant, IntegrationId id, boolean reachable);

    void delete(TenantId tenant, IntegrationId id);

    /** Keeps a credential in place of the one that was there. */
    void keep(IntegrationId id, String key, byte[] cipher, String hint);

    /** The encrypted credentials by their keys. */
    Map<String, byte[]> ciphers(IntegrationId id);

    void record(IntegrationId id, Event event);

    /** What happened to it, newest first. */
    List<Event> events(IntegrationId id, int limit, @Nullable Cursor after);

    /** The runtime's row, and the integration that one of its fields names. */
    Named named(TenantId tenant, String field);

    /** The enabled integrations that have one of the words as their id or name, with their credentials. */
    List<Found> enabled(TenantId tenant, Collection<String> words);

    /** The enabled integrations of a type, in a tenant or in all, with their credentials. */
    List<Found> enabledOf(String connectorType, @Nullable TenantId tenant);

    /** An integration and its encrypted credentials. */
    record Found(Integration integration, Map<String, byte[]> ciphers) {}

    /** Which integrations are wanted; null for any. */
    record Filter(
            @Nullable String category,
            @Nullable String vendor,
            @Nullable String status,
            @Nullable String text) {

        /** All of them. */
        public static final Filter NONE = new Filter(null, null, null, null);
    }

    /** Something that happened to an integration. */
    record Event(UUID id, Instant ts, String kind, String userId, boolean ok, String message) {}

    /** The runtime's settings as they were set, and the integration that is named there, if it is. */
    record Named(
            Map<String, @Nullable Object> runtime, @Nullable Integration target, Map<String, byte[]> ciphers) {}
}
