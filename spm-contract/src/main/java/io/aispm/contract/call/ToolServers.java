package io.aispm.contract.call;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.contract.agent.TenantId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the tool server and the control plane tell each other of federated tool servers. */
public interface ToolServers {

    /**
     * Which servers there are.
     *
     * @param tenantId whose; null for those of all tenants
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Question(@JsonProperty("tenant_id") @Nullable TenantId tenantId) {}

    /** The enabled servers. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answer(List<Server> servers) {}

    /** A server, how to reach it, and what of it was approved. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Server(@JsonProperty("tenant_id") TenantId tenantId, CallContext.Route route, List<Approved> tools) {}

    /**
     * A tool as a person approved it.
     *
     * @param name under which agents see it
     * @param tool its name at its server
     * @param hash of the manifest that was approved
     * @param manifest what was approved
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Approved(String name, String tool, String hash, Map<String, Object> manifest) {}

    /**
     * All tools that a server says it has, at a moment.
     *
     * @param tools the manifests by the tools' names
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Sighting(
            @JsonProperty("tenant_id") TenantId tenantId,
            @JsonProperty("integration_id") String integrationId,
            List<Seen> tools) {}

    /**
     * A tool as its server describes it now.
     *
     * @param hash the SHA-256, in hex, of the manifest in canonical form (RFC 8785)
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Seen(String tool, String hash, Map<String, Object> manifest) {}

    /** What became of a sighting: how many tools nobody has approved as they are now. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Noted(int unapproved) {}
}
