package io.aispm.api.agent.life;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** A version of an agent's code, as a list tells of it. */
public record Revision(
        int revision,
        @JsonProperty("code_sha256") String codeSha256,
        String filename,
        int size,
        @JsonProperty("created_at") Instant createdAt,
        @JsonProperty("created_by") String createdBy) {}
