package io.aispm.kit.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.Stage;

/** Counts the steps of agents, for all replicas of all services. */
@FunctionalInterface
public interface StepRates {

    /**
     * Counts one more step of the agent at this stage; false, and nothing is counted, where there were as many in the last
     * minute, or where nobody can say.
     */
    boolean take(TenantId tenant, AgentId agent, Stage stage, double perMinute);
}
