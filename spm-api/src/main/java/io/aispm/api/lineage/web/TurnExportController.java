package io.aispm.api.lineage.web;

import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.lineage.LineageException;
import io.aispm.api.lineage.TraceSource;
import io.aispm.api.lineage.export.OpenLineage;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.lineage.TraceId;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Gives a turn to other systems that keep lineage. */
@RestController
class TurnExportController {

    private final TraceSource source;

    TurnExportController(TraceSource source) {
        this.source = source;
    }

    @GetMapping("/api/spm/agents/{id}/turns/{trace}/openlineage")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    List<Map<String, Object>> openLineage(Principal person, @PathVariable AgentId id, @PathVariable String trace) {
        var turn = turn(trace);
        var happened = source.events(person.tenant(), List.of(turn), List.of()).stream()
                .filter(event -> id.equals(event.agentId()))
                .toList();
        if (happened.isEmpty()) {
            throw LineageException.unknownTurn();
        }
        return OpenLineage.of(turn, happened);
    }

    private static TraceId turn(String text) {
        try {
            return TraceId.of(text);
        } catch (IllegalArgumentException malformed) {
            throw LineageException.unknownTurn();
        }
    }
}
