package io.aispm.api.knowledge;

import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a document. What it says never changes; only whether agents may find it does.
 *
 * @param version counts the uploads of one name, from 1
 * @param sha256 of the file as it was uploaded, in hex
 * @param size of the file, in bytes
 * @param characters of the text that was read out of it
 * @param decidedBy who approved or revoked it last
 */
public record Document(
        DocumentId id,
        TenantId tenant,
        String name,
        int version,
        DocumentKind kind,
        String filename,
        String sha256,
        long size,
        long characters,
        DocumentState state,
        String createdBy,
        Instant createdAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {}
