package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.UUID;

/** What an agent was at a moment. */
public record Snapshot(
        UUID id, TenantId tenant, AgentId agent, String hash, PostureDocument document, Instant takenAt) {}
