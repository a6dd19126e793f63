package io.aispm.kit.policy;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.contract.policy.PolicyDecision.Outcome;
import io.aispm.contract.policy.PolicyQuestion;
import java.util.Map;

/**
 * Holds agents to the rates that policies oblige them to, of prompts and tool calls: what goes beyond becomes a block, and
 * is recorded as one. The rates of model calls are kept where those are counted.
 */
public final class PolicyRates {

    private final StepRates rates;

    public PolicyRates(StepRates rates) {
        this.rates = rates;
    }

    /** The answer as it is to be obeyed. Asked once for a step that is about to be taken, since it counts it. */
    public PolicyAnswer hold(PolicyQuestion question, PolicyAnswer answer) {
        if (!(answer instanceof PolicyAnswer.Decided(var decision, var took)) || !passes(decision)) {
            return answer;
        }
        var limit = Obligations.of(decision).requestsPerMinute();
        if (limit.isEmpty()
                || rates.take(question.tenantId(), question.agent().id(), question.stage(), limit.getAsDouble())) {
            return answer;
        }
        var reason = "more than %s %s in a minute".formatted(number(limit.getAsDouble()), what(question));
        return new PolicyAnswer.Decided(
                new PolicyDecision(Outcome.BLOCK, reason, decision.policyIds(), Map.of(), decision.revision()), took);
    }

    private static boolean passes(PolicyDecision decision) {
        return decision.decision() == Outcome.ALLOW || decision.decision() == Outcome.REDACT;
    }

    private static String what(PolicyQuestion question) {
        return switch (question.stage()) {
            case PROMPT -> "prompts";
            case OUTPUT -> "replies";
            case TOOLS -> "tool calls";
            case LLM -> "model calls";
        };
    }

    private static String number(double limit) {
        return limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
    }
}
