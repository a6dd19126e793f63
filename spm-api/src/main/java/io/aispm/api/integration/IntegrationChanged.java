package io.aispm.api.integration;

import io.aispm.contract.agent.TenantId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An integration was made, changed or deleted. Published in the transaction that changes it; names the fields, never
 * their values.
 */
public record IntegrationChanged(TenantId tenantId, String userId, Map<String, @Nullable Object> payload) {}
