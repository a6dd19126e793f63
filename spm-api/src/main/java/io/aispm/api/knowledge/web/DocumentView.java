package io.aispm.api.knowledge.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.knowledge.Document;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A document as people read it; its text has a route of its own. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DocumentView(
        String id,
        String name,
        int version,
        String sha256,
        String state,
        String filename,
        @JsonProperty("media_type") String mediaType,
        long size,
        long characters,
        @JsonProperty("created_by") String createdBy,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("decided_by") @Nullable String decidedBy,
        @JsonProperty("decided_at") @Nullable Instant decidedAt) {

    static DocumentView of(Document document) {
        return new DocumentView(
                document.id().toString(),
                document.name(),
                document.version(),
                document.sha256(),
                document.state().toString(),
                document.filename(),
                document.kind().mediaType(),
                document.size(),
                document.characters(),
                document.createdBy(),
                document.createdAt(),
                document.decidedBy(),
                document.decidedAt());
    }
}
