package io.aispm.sdk.internal;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** What the platform puts into an agent's environment. */
public record Identity(String agentId, String token, String controllerUrl) {

    /** Reads it, or nothing where the platform did not start this process. */
    static Optional<Identity> of(Map<String, String> environment) {
        var id = environment.getOrDefault("AGENT_ID", "");
        var token = environment.getOrDefault("MCP_TOKEN", "");
        var url = environment.getOrDefault("CONTROLLER_URL", "");
        if (id.isEmpty() || token.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Identity(id, token, url.replaceAll("/+$", "")));
    }

    /** One of the agent's own routes. */
    URI route(String path) {
        return URI.create(controllerUrl + "/agents/" + agentId + "/" + path);
    }

    String authorization() {
        return "Bearer " + token;
    }

    @Override
    public String toString() {
        return "Identity[" + agentId + "]";
    }
}
