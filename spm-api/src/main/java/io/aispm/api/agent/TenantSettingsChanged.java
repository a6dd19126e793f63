package io.aispm.api.agent;

import io.aispm.contract.agent.TenantId;
import java.util.Set;

/** What is set for all of a tenant's agents changed: the fields by the contract's names. */
public record TenantSettingsChanged(TenantId tenantId, String userId, Set<String> fields) {}
