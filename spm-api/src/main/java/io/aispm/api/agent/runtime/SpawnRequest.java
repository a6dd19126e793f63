package io.aispm.api.agent.runtime;

import io.aispm.contract.agent.TenantId;
import java.util.Map;

/**
 * What one start of an agent needs. The environment is the agent's identity, exactly {@code AGENT_ID}, {@code MCP_TOKEN} and
 * {@code CONTROLLER_URL}; {@code sha256} is what the code was when it was reviewed, and other code is not run.
 * Tenant and revision say whose it is and which, to people who look at the host.
 */
public record SpawnRequest(
        Sandbox sandbox,
        AgentCode code,
        String sha256,
        Map<String, String> environment,
        Limits limits,
        TenantId tenant,
        int revision) {

    public SpawnRequest {
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return "start of " + sandbox;
    }
}
