package io.aispm.api.policy.rego;

import io.aispm.contract.policy.PolicyDecision.Outcome;
import java.util.List;

/**
 * What a policy alone does with one input.
 *
 * @param trace the steps of its evaluation, in order
 */
public record Trial(Outcome decision, String reason, List<String> trace) {

    /** The order in which outcomes win over each other. */
    public static final List<Outcome> STRONGEST_FIRST =
            List.of(Outcome.BLOCK, Outcome.ESCALATE, Outcome.REDACT, Outcome.ALLOW);

    /** Whether this wins where both are said. */
    public boolean winsOver(Trial other) {
        return STRONGEST_FIRST.indexOf(decision) < STRONGEST_FIRST.indexOf(other.decision);
    }
}
