package io.aispm.api.posture.read;

import io.aispm.api.federation.FederatedTools;
import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The approved tools of connected servers, each by where it is asked and the hash of what its server says of it now. */
@Component
class ToolsReader implements DimensionReader {

    private final FederatedTools tools;

    ToolsReader(FederatedTools tools) {
        this.tools = tools;
    }

    @Override
    public Dimension dimension() {
        return Dimension.TOOLS;
    }

    @Override
    public void read(Subject subject, Values into) {
        for (var tool : tools.approved(subject.agent().tenantId())) {
            into.put(Map.of("manifest_sha256", tool.manifestHash(), "server", tool.server()), tool.name());
        }
    }
}
