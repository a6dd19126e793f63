package io.aispm.api.lineage.web;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.lineage.ActivityKind;
import io.aispm.api.lineage.ActivityRow;
import io.aispm.api.lineage.EventSource;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what an agent did and what happened to it. */
@RestController
class ActivityController {

    private final EventSource source;

    ActivityController(EventSource source) {
        this.source = source;
    }

    @GetMapping("/api/spm/agents/{id}/activity")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ResponseEntity<List<Map<String, @Nullable Object>>> activity(
            Principal person,
            @PathVariable AgentId id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var types = kind == null ? List.<String>of() : ActivityKind.typesOf(kind);
        return Pages.respond(source.events(person.tenant(), id, types, page).map(ActivityRow::of));
    }
}
