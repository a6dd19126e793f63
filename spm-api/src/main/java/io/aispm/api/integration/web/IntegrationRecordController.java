package io.aispm.api.integration.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.integration.Integration;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.IntegrationStore.Event;
import io.aispm.api.integration.Integrations;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to integrations, and how many there are. */
@RestController
@RequestMapping("/api/spm/integrations")
@Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
class IntegrationRecordController {

    private final Integrations integrations;

    IntegrationRecordController(Integrations integrations) {
        this.integrations = integrations;
    }

    @GetMapping("/metrics")
    Metrics metrics(Principal principal) {
        var all = integrations.all(principal.tenant());
        var enabled = all.stream().filter(Integration::enabled).count();
        return new Metrics(
                all.size(),
                enabled,
                all.size() - enabled,
                count(all, Integration::status),
                count(all, Integration::category),
                count(all, Integration::connectorType));
    }

    @GetMapping("/{id}/activity")
    ResponseEntity<List<EventView>> activity(
            Principal principal,
            @PathVariable IntegrationId id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Pages.respond(integrations
                .events(principal.tenant(), id, PageRequest.of(limit, cursor))
                .map(EventView::of));
    }

    @GetMapping("/{id}/logs")
    Logs logs(
            Principal principal,
            @PathVariable IntegrationId id,
            @RequestParam(name = "tail", required = false) @Nullable String tail) {
        var rows = integrations
                .events(principal.tenant(), id, PageRequest.of(tail, null))
                .rows();
        return new Logs(rows.reversed().stream()
                .map(event -> new Line(event.ts(), event.ok() ? "info" : "error", text(event)))
                .toList());
    }

    /** What was done begins with its kind by itself; what was found doesn't. */
    private static String text(Event event) {
        return event.message().startsWith(event.kind()) ? event.message() : event.kind() + ": " + event.message();
    }

    private static Map<String, Long> count(Collection<Integration> all, Function<Integration, String> by) {
        return all.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    record Metrics(
            long total,
            long enabled,
            long disabled,
            @JsonProperty("by_status") Map<String, Long> byStatus,
            @JsonProperty("by_category") Map<String, Long> byCategory,
            @JsonProperty("by_connector_type") Map<String, Long> byConnectorType) {}

    record EventView(
            UUID id,
            Instant ts,
            String kind,
            @JsonProperty("user_id") String userId,
            boolean ok,
            String message) {

        static EventView of(Event event) {
            return new EventView(event.id(), event.ts(), event.kind(), event.userId(), event.ok(), event.message());
        }
    }

    record Logs(List<Line> lines) {}

    record Line(Instant ts, String stream, String text) {}
}
