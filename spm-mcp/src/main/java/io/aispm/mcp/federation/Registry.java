package io.aispm.mcp.federation;

import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.ToolServers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The control plane's word on tool servers. */
interface Registry {

    /** The enabled servers of a tenant, or of all. */
    ToolServers.Answer servers(@Nullable TenantId tenant) throws IOException;

    /** Tells what a server says of its tools. */
    ToolServers.Noted seen(ToolServers.Sighting sighting) throws IOException;
}
