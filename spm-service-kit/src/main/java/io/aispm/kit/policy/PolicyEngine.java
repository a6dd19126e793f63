package io.aispm.kit.policy;

import io.aispm.contract.policy.PolicyQuestion;

/** Decides whether a step may be taken. Never throws: what can't be decided is {@link PolicyAnswer.Unavailable}. */
@FunctionalInterface
public interface PolicyEngine {

    /** Asks the entry point of the question's stage. */
    PolicyAnswer decide(PolicyQuestion question);
}
