package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyQuestion;
import io.aispm.contract.policy.Stage;
import io.aispm.kit.policy.PolicyAnswer;
import io.aispm.kit.policy.PolicyEngine;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Asks the real engine about a prompt, as a turn does. */
final class PolicyQuestions {

    private final PolicyEngine engine;
    private final LinkedPolicies linked;
    private final TenantId tenant;

    PolicyQuestions(PolicyEngine engine, LinkedPolicies linked, TenantId tenant) {
        this.engine = engine;
        this.linked = linked;
        this.tenant = tenant;
    }

    PolicyDecision decide(AgentId agent, String prompt) {
        return switch (ask(agent, prompt)) {
            case PolicyAnswer.Decided(var decision, var _) -> decision;
            case PolicyAnswer.Unavailable unavailable -> throw new AssertionError(unavailable.reason());
        };
    }

    PolicyAnswer ask(AgentId agent, String prompt) {
        return engine.decide(new PolicyQuestion(
                Stage.PROMPT,
                tenant,
                new PolicyQuestion.Subject(agent, "a", "custom", "low", null, null),
                new PolicyQuestion.Person("ada", List.of("spm:admin"), List.of()),
                new PolicyQuestion.Session(UUID.randomUUID().toString(), 1),
                prompt,
                null,
                null,
                null,
                new PolicyQuestion.Guard("allow", 0.1, List.of()),
                linked.of(tenant, agent),
                Clock.systemUTC().instant()));
    }
}
