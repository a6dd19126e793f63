package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A policy was written, promoted or deleted, or attached to an agent or detached from it. Published in the transaction
 * that changes it.
 */
public record PolicyChanged(
        TenantId tenantId, @Nullable AgentId agentId, String userId, Map<String, @Nullable Object> payload) {}
