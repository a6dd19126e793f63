package io.aispm.api.policy.rego;

import io.aispm.contract.policy.PolicyDecision;
import java.util.List;

/**
 * What a policy alone does with one input.
 *
 * @param trace the steps of its evaluation, in order
 */
public record Trial(PolicyDecision.Outcome decision, String reason, List<String> trace) {}
