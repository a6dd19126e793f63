package io.aispm.mcp.federation;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.ToolServers;
import io.aispm.kit.net.OutboundGuard;
import io.aispm.mcp.tool.Course;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The tool servers that are spoken to, each by one client as long as its address and its token stay the same. */
@Component
class Upstreams {

    private static final Logger log = LoggerFactory.getLogger(Upstreams.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final OkHttpClient http;
    private final OutboundGuard guard;
    private final JsonMapper json;
    private final Registry registry;

    Upstreams(OkHttpClient http, OutboundGuard guard, JsonMapper json, Registry registry) {
        this.http = http;
        this.guard = guard;
        this.json = json;
        this.registry = registry;
    }

    /** The client of a server; fails with {@link IllegalArgumentException} where it can't be addressed. */
    Upstream of(CallContext.Route route) {
        return known.compute(
                        route.integrationId(),
                        (_, there) -> there != null && there.route().equals(route)
                                ? there
                                : new Known(route, new Upstream(route, http, guard, json)))
                .upstream();
    }

    /** Asks a server for its tools and tells the control plane; what fails is logged, and tried again the next time. */
    void look(ToolServers.Server server) {
        try {
            tell(server, of(server.route()).look(Course.within(PATIENCE)));
        } catch (IOException | IllegalArgumentException failed) {
            log.atWarn()
                    .addKeyValue("integrationId", server.route().integrationId())
                    .addKeyValue("reason", failed.getMessage())
                    .log("A tool server can't be asked for its tools");
        }
    }

    void tell(ToolServers.Server server, List<ToolServers.Seen> tools) throws IOException {
        registry.seen(new ToolServers.Sighting(server.tenantId(), server.route().integrationId(), tools));
    }

    /** Forgets the clients of servers that are gone. */
    void keepOnly(Collection<ToolServers.Server> servers) {
        Set<String> there =
                servers.stream().map(server -> server.route().integrationId()).collect(Collectors.toSet());
        known.keySet().retainAll(there);
    }

    private record Known(CallContext.Route route, Upstream upstream) {}
}
