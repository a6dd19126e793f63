package io.aispm.api.knowledge;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * What agents find has changed: other documents are linked to one, or a document was approved, revoked or deleted.
 * Published in the transaction that changes it.
 *
 * @param agentId null where it concerns all agents of the tenant that the document is linked to
 */
public record KnowledgeChanged(TenantId tenantId, @Nullable AgentId agentId) {}
