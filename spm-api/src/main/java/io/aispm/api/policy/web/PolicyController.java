package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.policy.Policies;
import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.PolicyVersion;
import io.aispm.api.policy.rego.PlatformRego;
import io.aispm.kit.page.PageRequest;
import io.aispm.kit.page.Pages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Policies, as people write and read them. */
@RestController
@RequestMapping("/api/spm/policies")
class PolicyController {

    private final Policies policies;
    private final PlatformRego platform;

    PolicyController(Policies policies, PlatformRego platform) {
        this.policies = policies;
        this.platform = platform;
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    ResponseEntity<List<PolicyView>> list(
            Principal principal,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Pages.respond(
                policies.list(principal.tenant(), PageRequest.of(limit, cursor)).map(PolicyView::of));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Allowed(Role.ADMIN)
    PolicyView create(Principal principal, @RequestBody PolicyBody body) {
        return PolicyView.of(policies.create(principal.tenant(), principal.sub(), body.create()));
    }

    @GetMapping("/template")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    Template template() {
        return new Template(platform.template());
    }

    @GetMapping("/{id}")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    PolicyView get(Principal principal, @PathVariable PolicyId id) {
        return PolicyView.of(policies.require(principal.tenant(), id));
    }

    @PutMapping("/{id}")
    @Allowed(Role.ADMIN)
    PolicyView change(Principal principal, @PathVariable PolicyId id, @RequestBody PolicyBody body) {
        policies.require(principal.tenant(), id);
        return PolicyView.of(policies.change(principal.tenant(), principal.sub(), id, body.change()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Allowed(Role.ADMIN)
    void delete(Principal principal, @PathVariable PolicyId id) {
        policies.delete(principal.tenant(), principal.sub(), id);
    }

    @GetMapping("/{id}/versions")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    List<VersionView> versions(Principal principal, @PathVariable PolicyId id) {
        return policies.versions(principal.tenant(), id).stream()
                .map(VersionView::of)
                .toList();
    }

    @PostMapping("/{id}/promote")
    @Allowed(Role.ADMIN)
    PolicyView promote(Principal principal, @PathVariable PolicyId id, @RequestBody PolicyBody body) {
        policies.require(principal.tenant(), id);
        return PolicyView.of(policies.promote(principal.tenant(), principal.sub(), id, body.promotion()));
    }

    @PostMapping("/{id}/restore")
    @Allowed(Role.ADMIN)
    PolicyView restore(Principal principal, @PathVariable PolicyId id, @RequestBody Restore body) {
        policies.require(principal.tenant(), id);
        if (!(body.version() instanceof Integer version)) {
            throw PolicyException.invalid(List.of("`version` (a number) is required."));
        }
        return PolicyView.of(policies.restore(principal.tenant(), principal.sub(), id, version));
    }

    record Template(String rego) {}

    record Restore(@Nullable Object version) {}

    record VersionView(
            int version,
            String rego,
            Map<String, @Nullable Object> params,
            @JsonProperty("params_schema") Map<String, @Nullable Object> paramsSchema,
            String tests,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("created_by") String createdBy) {

        static VersionView of(PolicyVersion version) {
            var content = version.content();
            return new VersionView(
                    version.version(),
                    content.rego(),
                    content.params(),
                    content.paramsSchema(),
                    content.tests(),
                    version.createdAt(),
                    version.createdBy());
        }
    }
}
