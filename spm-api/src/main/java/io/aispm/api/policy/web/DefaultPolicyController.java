package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.policy.DefaultPolicies;
import io.aispm.api.policy.PolicyId;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The policies that each new agent is under. A route beside those of policies, where no policy's id can be its name. */
@RestController
@RequestMapping("/api/spm/default-policies")
class DefaultPolicyController {

    private final DefaultPolicies defaults;

    DefaultPolicyController(DefaultPolicies defaults) {
        this.defaults = defaults;
    }

    @GetMapping
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    Defaults get(Principal principal) {
        return new Defaults(defaults.of(principal.tenant()));
    }

    @PutMapping
    @Allowed(Role.ADMIN)
    Defaults replace(Principal principal, @RequestBody PolicyIds body) {
        return new Defaults(defaults.replace(principal.tenant(), body.ids(), principal.sub()));
    }

    record Defaults(@JsonProperty("policy_ids") List<PolicyId> policyIds) {}
}
