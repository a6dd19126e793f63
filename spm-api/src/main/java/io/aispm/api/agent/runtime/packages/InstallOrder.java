package io.aispm.api.agent.runtime.packages;

import java.util.Map;

/** What an installer inside a sandbox is told in one line; certificates are PEM, empty for the system's own. */
public record InstallOrder(String requirements, String certificates, Map<String, String> env) {

    public InstallOrder {
        env = Map.copyOf(env);
    }
}
