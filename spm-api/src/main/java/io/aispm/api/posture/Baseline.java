package io.aispm.api.posture;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * What somebody approved an agent to be; the latest one counts.
 *
 * @param policyVersion the policies that were linked then, each with its version
 */
public record Baseline(
        UUID id,
        TenantId tenant,
        AgentId agent,
        String hash,
        PostureDocument document,
        String approvedBy,
        Instant approvedAt,
        String reason,
        String policyVersion) {}
