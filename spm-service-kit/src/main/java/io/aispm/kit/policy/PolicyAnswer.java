package io.aispm.kit.policy;

import io.aispm.contract.policy.PolicyDecision;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a question to the policy engine. */
public sealed interface PolicyAnswer {

    /** The engine decided. */
    record Decided(PolicyDecision decision, Duration took) implements PolicyAnswer {}

    /**
     * The engine could not decide; the caller must refuse with {@code policy_unavailable}.
     *
     * @param reason a sentence for people
     * @param policyId the policy that failed, where it is known
     */
    record Unavailable(String reason, @Nullable String policyId, Duration took) implements PolicyAnswer {}
}
