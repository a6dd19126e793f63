package io.aispm.api.policy;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A policy in the version that counts now.
 *
 * @param row its place among all rows, by which lists are paged
 * @param attachedAgents how many agents it is attached to
 */
public record Policy(
        UUID row,
        TenantId tenant,
        PolicyId id,
        String name,
        String type,
        PolicyMode mode,
        int version,
        PolicyContent content,
        @Nullable String owner,
        int attachedAgents,
        Instant createdAt,
        Instant updatedAt) {}
