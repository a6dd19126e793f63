package io.aispm.proxy.provider;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as a provider takes it.
 *
 * @param ignored fields of the agent's request that the provider has no word for
 */
public record UpstreamRequest(String url, Map<String, String> headers, ObjectNode body, List<String> ignored) {

    UpstreamRequest(String url, Map<String, String> headers, ObjectNode body) {
        this(url, headers, body, List.of());
    }

    /** The headers carry credentials and stay out of logs. */
    @Override
    public String toString() {
        return "UpstreamRequest[" + url + "]";
    }
}
