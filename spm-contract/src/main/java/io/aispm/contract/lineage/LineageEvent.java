package io.aispm.contract.lineage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, in the envelope of the lineage topic. {@code eventType} is a name and not an
 * {@link EventType}, because a reader may be older than a writer; {@code correlationId} is the turn's trace id.
 * What an event does not have is written as null: every envelope has all fields.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LineageEvent(
        @JsonProperty("event_id") UUID eventId,
        @JsonProperty("session_id") @Nullable SessionId sessionId,
        @JsonProperty("event_type") String eventType,
        Map<String, @Nullable Object> payload,
        Instant timestamp,
        @JsonProperty("correlation_id") @Nullable TraceId correlationId,
        @JsonProperty("agent_id") @Nullable AgentId agentId,
        @JsonProperty("user_id") @Nullable String userId,
        @JsonProperty("tenant_id") TenantId tenantId,
        String source,
        @JsonProperty("schema_version") int schemaVersion) {

    /** The version of the envelope that this code writes. */
    public static final int SCHEMA_VERSION = 1;
}
