package io.aispm.api.posture.web;

import static io.aispm.api.identity.Role.ADMIN;
import static io.aispm.api.identity.Role.AUDITOR;
import static io.aispm.api.identity.Role.OPERATOR;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.posture.EvidenceChain;
import io.aispm.api.posture.PostureException;
import io.aispm.api.posture.web.EvidenceView.ExportView;
import io.aispm.contract.agent.AgentId;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where people read what was written down of drifts; that of agents that are gone, too. */
@RestController
@RequestMapping("/api/spm/evidence")
@Allowed({ADMIN, OPERATOR, AUDITOR})
class EvidenceController {

    private final EvidenceChain chain;

    EvidenceController(EvidenceChain chain) {
        this.chain = chain;
    }

    @GetMapping
    ResponseEntity<List<EvidenceView>> list(
            Principal person,
            @RequestParam(name = "agent_id", required = false) @Nullable String agent,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var wanted = agent == null ? null : new AgentId(uuid(agent));
        return Pages.respond(chain.list(person.tenant(), wanted, page).map(EvidenceView::of));
    }

    @GetMapping("/{id}")
    EvidenceView get(Principal person, @PathVariable String id) {
        return EvidenceView.of(chain.require(person.tenant(), uuid(id)));
    }

    @GetMapping("/export")
    ExportView export(Principal person, @RequestParam(name = "agent_id", required = false) @Nullable String agent) {
        if (agent == null) {
            throw PostureException.missingAgent();
        }
        return ExportView.of(chain.export(person.tenant(), new AgentId(uuid(agent))));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException malformed) {
            throw PostureException.unknownEvidence();
        }
    }
}
