package io.aispm.api.federation.web;

import io.aispm.api.federation.ApprovedServers;
import io.aispm.api.federation.FederatedTools;
import io.aispm.api.federation.FederationException;
import io.aispm.contract.call.ToolServers;
import io.aispm.kit.service.InternalRouteFilter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where the tool server learns of servers, and tells what it saw there; answers hold credentials. */
@RestController
class InternalToolController {

    private final ApprovedServers servers;
    private final FederatedTools tools;

    InternalToolController(ApprovedServers servers, FederatedTools tools) {
        this.servers = servers;
        this.tools = tools;
    }

    @PostMapping("/internal/tools/servers")
    ResponseEntity<ToolServers.Answer> servers(HttpServletRequest request, @RequestBody ToolServers.Question question) {
        mustBeToolServer(request);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(servers.of(question.tenantId()));
    }

    @PostMapping("/internal/tools/seen")
    ToolServers.Noted seen(HttpServletRequest request, @RequestBody ToolServers.Sighting sighting) {
        mustBeToolServer(request);
        return new ToolServers.Noted(tools.note(sighting));
    }

    private static void mustBeToolServer(HttpServletRequest request) {
        if (!"spm-mcp".equals(request.getAttribute(InternalRouteFilter.CALLER))) {
            throw FederationException.notForService();
        }
    }
}
