package io.aispm.api.identity;

import io.aispm.contract.agent.TenantId;

/**
 * A tenant's first authenticated request in this process. Told in the request's thread before it goes on, and told
 * again at the next request where a listener failed; another replica tells it too, so listeners are idempotent.
 */
public record TenantSeen(TenantId tenant) {}
