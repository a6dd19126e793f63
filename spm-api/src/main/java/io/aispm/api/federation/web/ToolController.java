package io.aispm.api.federation.web;

import io.aispm.api.federation.FederatedTool;
import io.aispm.api.federation.FederatedTools;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.integration.IntegrationId;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tools of one tool server, as people see and approve them. */
@RestController
@RequestMapping("/api/spm/integrations/{id}/tools")
class ToolController {

    private final FederatedTools tools;

    ToolController(FederatedTools tools) {
        this.tools = tools;
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    List<ToolView> list(Principal person, @PathVariable IntegrationId id) {
        return views(tools.of(person.tenant(), id));
    }

    @PostMapping("/refresh")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Allowed({Role.ADMIN, Role.OPERATOR})
    void refresh(Principal person, @PathVariable IntegrationId id) {
        tools.refresh(person.tenant(), id);
    }

    @PostMapping("/approve")
    @Allowed(Role.ADMIN)
    List<ToolView> approve(Principal person, @PathVariable IntegrationId id, @RequestBody ToolDecisions body) {
        return views(tools.approve(person.tenant(), person.sub(), id, body.hashes()));
    }

    @PostMapping("/revoke")
    @Allowed(Role.ADMIN)
    List<ToolView> revoke(Principal person, @PathVariable IntegrationId id, @RequestBody ToolDecisions body) {
        return views(tools.revoke(person.tenant(), person.sub(), id, body.names()));
    }

    private static List<ToolView> views(List<FederatedTool> tools) {
        return tools.stream().map(ToolView::of).toList();
    }
}
