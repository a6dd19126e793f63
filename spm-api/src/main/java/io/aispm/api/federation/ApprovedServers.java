package io.aispm.api.federation;

import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.Routes;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ToolServers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Tells the tool server which servers there are, how to reach them, and what of them was approved. */
@Service
public class ApprovedServers {

    private final FederationStore store;
    private final Routes routes;

    ApprovedServers(FederationStore store, Routes routes) {
        this.store = store;
        this.routes = routes;
    }

    /** Those of the tenant, or of all; a tool that is not as it was approved is not among them. */
    public ToolServers.Answer of(@Nullable TenantId tenant) {
        return new ToolServers.Answer(routes.toolServers(tenant).stream()
                .map(server -> new ToolServers.Server(
                        server.tenant(),
                        server.route(),
                        approved(
                                server.tenant(), IntegrationId.of(server.route().integrationId()))))
                .toList());
    }

    private List<ToolServers.Approved> approved(TenantId tenant, IntegrationId id) {
        return store.of(tenant, id).stream()
                .filter(tool -> tool.state() == FederatedTool.State.APPROVED)
                .map(tool -> new ToolServers.Approved(
                        tool.name(),
                        tool.tool(),
                        tool.seen().hash(),
                        tool.seen().content()))
                .toList();
    }
}
