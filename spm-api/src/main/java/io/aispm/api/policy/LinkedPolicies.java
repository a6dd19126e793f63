package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.LinkedPolicy;
import java.util.List;

/** The policies that are attached to an agent, as the policy engine is told of them. */
@FunctionalInterface
public interface LinkedPolicies {

    /** In the order of attachment; read anew each time. */
    List<LinkedPolicy> of(TenantId tenant, AgentId agent);
}
