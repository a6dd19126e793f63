package io.aispm.api.policy.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aispm.api.identity.Allowed;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.policy.Policies;
import io.aispm.api.policy.PolicyException;
import io.aispm.api.policy.PolicyId;
import io.aispm.api.policy.PolicyTests;
import io.aispm.api.policy.PolicyTrials;
import io.aispm.api.policy.rego.RegoError;
import io.aispm.api.policy.rego.Trial;
import io.aispm.contract.lineage.TraceId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tries policies out. */
@RestController
@RequestMapping("/api/spm/policies")
class TrialController {

    private final PolicyTrials trials;
    private final PolicyTests tests;
    private final Policies policies;

    TrialController(PolicyTrials trials, PolicyTests tests, Policies policies) {
        this.trials = trials;
        this.tests = tests;
        this.policies = policies;
    }

    @PostMapping("/validate")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    Validation validate(Principal principal, @RequestBody Rego body) {
        if (!(body.rego() instanceof String rego)) {
            throw PolicyException.invalid(List.of("`rego` (a text) is required."));
        }
        var errors = trials.validate(principal.tenant(), rego);
        return new Validation(errors.isEmpty(), errors);
    }

    @PostMapping("/{id}/simulate")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    Trial simulate(Principal principal, @PathVariable PolicyId id, @RequestBody Simulation body) {
        policies.require(principal.tenant(), id);
        if (body.input() != null && body.traceId() == null) {
            return trials.simulate(principal.tenant(), id, body.input());
        }
        if (body.input() == null && body.traceId() instanceof String trace) {
            return trials.simulate(principal.tenant(), id, trace(trace));
        }
        throw PolicyException.invalid(List.of("Either `input` (an object) or `trace_id` (a text) is required."));
    }

    @PostMapping("/{id}/test")
    @Allowed({Role.ADMIN, Role.OPERATOR, Role.AUDITOR})
    TestView test(Principal principal, @PathVariable PolicyId id, @RequestBody(required = false) @Nullable Texts body) {
        var policy = policies.require(principal.tenant(), id);
        var texts = body == null ? new Texts(null, null) : body;
        return TestView.of(tests.run(policy, text("rego", texts.rego()), text("tests", texts.tests())));
    }

    private static @Nullable String text(String field, @Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw PolicyException.invalid(List.of("`" + field + "` must be a text."));
    }

    private static TraceId trace(String text) {
        try {
            return TraceId.of(text);
        } catch (IllegalArgumentException malformed) {
            throw PolicyException.unknownTurn();
        }
    }

    /** Texts to be tried in place of those that are kept. */
    record Texts(@Nullable Object rego, @Nullable Object tests) {}

    record Rego(@Nullable Object rego) {}

    record Validation(boolean ok, List<RegoError> errors) {}

    record Simulation(
            @Nullable Map<String, @Nullable Object> input,
            @JsonProperty("trace_id") @Nullable Object traceId) {}
}
