package io.aispm.lineage.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.PageRequest;
import io.aispm.lineage.EventLedger;
import io.aispm.lineage.EventQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers other services what happened in a tenant. */
@RestController
class EventsController {

    private final EventLedger ledger;

    EventsController(EventLedger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/internal/events")
    Events events(
            @RequestParam("tenant_id") TenantId tenant,
            @RequestParam(name = "agent_id", required = false) @Nullable AgentId agent,
            @RequestParam(required = false) @Nullable List<String> types,
            @RequestParam(name = "session_id", required = false) @Nullable SessionId session,
            @RequestParam(name = "trace_id", required = false) @Nullable List<TraceId> traces,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        var wanted = types == null ? List.<String>of() : types;
        var found = ledger.find(new EventQuery(
                tenant, agent, wanted, session, traces == null ? List.of() : traces, page.limit(), after));
        return new Events(found.rows(), found.next());
    }

    /** Newest first; {@code next} is the cursor of the page after, or null at the end. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Events(List<LineageEvent> events, @Nullable String next) {}
}
