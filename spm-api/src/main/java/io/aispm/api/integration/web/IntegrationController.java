package io.aispm.api.integration.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.integration.Integration;
import io.aispm.api.integration.IntegrationChange;
import io.aispm.api.integration.IntegrationId;
import io.aispm.api.integration.IntegrationStore.Filter;
import io.aispm.api.integration.IntegrationTrials;
import io.aispm.api.integration.Integrations;
import io.aispm.api.integration.connector.Connectors;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Integrations, as people make and change them. */
@RestController
@RequestMapping("/api/spm/integrations")
class IntegrationController {

    private final Integrations integrations;
    private final IntegrationTrials trials;
    private final Connectors connectors;

    IntegrationController(Integrations integrations, IntegrationTrials trials, Connectors connectors) {
        this.integrations = integrations;
        this.trials = trials;
        this.connectors = connectors;
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ResponseEntity<List<IntegrationView>> list(
            Principal principal,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String vendor,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var filter = new Filter(category, vendor, status, q);
        return Pages.respond(integrations
                .list(principal.tenant(), filter, PageRequest.of(limit, cursor))
                .map(this::view));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(Role.ADMIN)
    IntegrationView create(Principal principal, @RequestBody Map<String, @Nullable Object> body) {
        return view(integrations.create(principal.tenant(), principal.sub(), IntegrationBody.create(body)));
    }

    @GetMapping("/connector-types")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    List<ConnectorView> connectorTypes(Principal principal) {
        return connectors.all().stream()
                .map(connector -> ConnectorView.of(connector, field -> integrations.choices(principal.tenant(), field)))
                .toList();
    }

    @GetMapping("/{id}")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    IntegrationView get(Principal principal, @PathVariable IntegrationId id) {
        return view(integrations.require(principal.tenant(), id));
    }

    @PatchMapping("/{id}")
    @Allowed(Role.ADMIN)
    IntegrationView patch(
            Principal principal, @PathVariable IntegrationId id, @RequestBody Map<String, @Nullable Object> body) {
        return change(principal, id, () -> IntegrationBody.patch(body), "changed");
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Allowed(Role.ADMIN)
    void delete(Principal principal, @PathVariable IntegrationId id) {
        integrations.delete(principal.tenant(), principal.sub(), id);
    }

    @PostMapping("/{id}/configure")
    @Allowed(Role.ADMIN)
    IntegrationView configure(
            Principal principal, @PathVariable IntegrationId id, @RequestBody Map<String, @Nullable Object> body) {
        return change(
                principal, id, () -> IntegrationChange.fields(IntegrationBody.only(body, "fields")), "configured");
    }

    @PostMapping("/{id}/rotate-credentials")
    @Allowed(Role.ADMIN)
    IntegrationView rotate(
            Principal principal, @PathVariable IntegrationId id, @RequestBody Map<String, @Nullable Object> body) {
        return change(
                principal,
                id,
                () -> IntegrationChange.credentials(IntegrationBody.only(body, "credentials")),
                "credentials rotated");
    }

    @PostMapping("/{id}/enable")
    @Allowed(Role.ADMIN)
    IntegrationView enable(Principal principal, @PathVariable IntegrationId id) {
        return change(principal, id, () -> IntegrationChange.enabled(true), "enabled");
    }

    @PostMapping("/{id}/disable")
    @Allowed(Role.ADMIN)
    IntegrationView disable(Principal principal, @PathVariable IntegrationId id) {
        return change(principal, id, () -> IntegrationChange.enabled(false), "disabled");
    }

    @PostMapping("/{id}/test")
    @Allowed(Role.ADMIN)
    TrialView test(Principal principal, @PathVariable IntegrationId id) {
        var result = trials.test(principal.tenant(), principal.sub(), id);
        return new TrialView(result.ok(), result.message(), result.took().toMillis());
    }

    /** That it is there is told before what is wrong with the body. */
    private IntegrationView change(
            Principal principal, IntegrationId id, Supplier<IntegrationChange> read, String action) {
        integrations.require(principal.tenant(), id);
        return view(integrations.change(principal.tenant(), principal.sub(), id, read.get(), action));
    }

    private IntegrationView view(Integration integration) {
        return IntegrationView.of(integration, connectors.require(integration.connectorType()));
    }

    record TrialView(
            boolean ok,
            String message,
            @JsonProperty("latency_ms") long latencyMs) {}
}
