package io.aispm.mcp.federation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.ToolServers;
import io.aispm.contract.lineage.ControlEvent;
import io.aispm.kit.lineage.ControlChannel;
import io.aispm.mcp.tool.Tool;
import io.aispm.mcp.tool.ToolShelf;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The approved tools of a tenant's servers. What the control plane said counts for less than a second. */
@Component
class FederatedShelf implements ToolShelf {

    private static final Logger log = LoggerFactory.getLogger(FederatedShelf.class);
    private static final String BETWEEN = "__";

    private final Registry registry;
    private final Upstreams upstreams;
    private final UpstreamAnswers answers;
    private final Cache<TenantId, List<Tool>> tools = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMillis(800))
            .build();

    FederatedShelf(Registry registry, Upstreams upstreams, UpstreamAnswers answers, ControlChannel control) {
        this.registry = registry;
        this.upstreams = upstreams;
        this.answers = answers;
        control.subscribe(this::forget);
    }

    @Override
    public List<Tool> of(CallContext context) {
        return tools.get(context.tenantId(), this::read);
    }

    @Override
    public Optional<Tool> find(String name, CallContext context) {
        return name.contains(BETWEEN)
                ? of(context).stream().filter(tool -> tool.name().equals(name)).findFirst()
                : Optional.empty();
    }

    private List<Tool> read(TenantId tenant) {
        try {
            return registry.servers(tenant).servers().stream()
                    .flatMap(server -> server.tools().stream().map(approved -> tool(server, approved)))
                    .toList();
        } catch (IOException away) {
            log.atError().setCause(away).log("Nobody can say which tools are approved; there are none");
            return List.of();
        }
    }

    private Tool tool(ToolServers.Server server, ToolServers.Approved approved) {
        return new UpstreamTool(server, approved, upstreams, answers);
    }

    private void forget(ControlEvent event) {
        if (event.agentId() == null) {
            tools.invalidate(event.tenantId());
        }
    }
}
