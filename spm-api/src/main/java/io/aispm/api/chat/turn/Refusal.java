package io.aispm.api.chat.turn;

import io.aispm.contract.policy.PolicyDecision;
import io.aispm.guard.GuardResult;
import io.aispm.guard.stream.WindowVerdict;
import io.aispm.kit.policy.PolicyAnswer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a turn ends early: the contract's code and the sentence people read.
 *
 * @param policy the policy that decided or failed, where one is known
 * @param approval the approval that has to be waited for, where there is one
 */
public record Refusal(
        String code,
        String text,
        List<String> categories,
        @Nullable String policy,
        @Nullable String approval) {

    public Refusal {
        categories = List.copyOf(categories);
    }

    private Refusal(String code, String text, List<String> categories, @Nullable String policy) {
        this(code, text, categories, policy, null);
    }

    private static Refusal of(String code, String text) {
        return new Refusal(code, text, List.of(), null);
    }

    /** The guard blocked the prompt. */
    public static Refusal byGuard(GuardResult result) {
        return new Refusal("guard_blocked", result.refusal(), result.categories(), null);
    }

    /** The guard could not judge, so nothing passes. */
    public static Refusal guardUnavailable() {
        return of("guard_unavailable", "The safety guard is unavailable; nothing passes without it.");
    }

    /** A policy blocked. */
    public static Refusal byPolicy(PolicyDecision decision) {
        return new Refusal("policy_blocked", "Blocked by policy: " + decision.reason(), List.of(), winner(decision));
    }

    /** A policy wants a person's approval, which nobody has given yet. */
    public static Refusal needsApproval(PolicyDecision decision, String approval) {
        return new Refusal(
                "approval_required", "Approval required: " + decision.reason(), List.of(), winner(decision), approval);
    }

    /** The policies could not decide, so nothing passes. */
    public static Refusal policyUnavailable(PolicyAnswer.Unavailable unavailable) {
        return new Refusal(
                "policy_unavailable",
                "The policy engine could not decide; nothing passes without it.",
                List.of(),
                unavailable.policyId());
    }

    /** The output guard blocked the reply. */
    public static Refusal ofOutput(List<String> categories) {
        return new Refusal("output_blocked", "Reply blocked by output guard.", categories, null);
    }

    /** The screen stopped the reply for a reason of its own. */
    public static Refusal of(WindowVerdict.Stop stop) {
        return new Refusal(stop.code(), stop.message(), stop.categories(), null);
    }

    /** The agent said nothing for too long. */
    public static Refusal timeout(Duration limit) {
        return of("agent_timeout", "Agent did not respond within " + seconds(limit) + "s.");
    }

    /** The agent's process ended before its answer did. */
    public static Refusal crashed() {
        return of("agent_crashed", "The agent stopped before it had answered.");
    }

    /** The agent itself says that it failed, or what it sends is no reply. */
    public static Refusal agentFailed(String sentence) {
        return of("agent_error", sentence);
    }

    /** The message can't be brought to the agent, or its answer back. */
    public static Refusal kafkaUnavailable() {
        return of("kafka_unavailable", "Messages can't be exchanged with the agent now. Try again in a moment.");
    }

    private static @Nullable String winner(PolicyDecision decision) {
        return decision.policyIds().isEmpty() ? null : decision.policyIds().getFirst();
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1_000 == 0
                ? String.valueOf(limit.toSeconds())
                : String.valueOf(limit.toMillis() / 1_000.0);
    }
}
