package io.aispm.sdk;

/**
 * What one start of an agent works with. {@code llmBaseUrl} ends in {@code /v1}, as clients of OpenAI's API want it.
 *
 * @param llmApiKey opens the model gateway for this agent while it runs, and nothing else
 * @param mcpToken opens the tool server and the control plane for this agent while it runs
 */
public record AgentSurroundings(
        String agentId,
        String tenantId,
        String controllerUrl,
        String mcpUrl,
        String mcpToken,
        String llmBaseUrl,
        String llmApiKey,
        String kafkaBootstrapServers) {

    /** Without its keys. */
    @Override
    public String toString() {
        return "AgentSurroundings[agentId=" + agentId + ", tenantId=" + tenantId + "]";
    }
}
