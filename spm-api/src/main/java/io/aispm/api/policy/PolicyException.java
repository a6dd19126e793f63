package io.aispm.api.policy;

import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;

/** A rule of policies that was broken. */
public final class PolicyException extends DomainException {

    private PolicyException(
            Kind kind, String code, String sentence, List<String> errors, Map<String, Object> properties) {
        super(kind, code, sentence, errors, properties);
    }

    private static PolicyException of(Kind kind, String code, String sentence) {
        return new PolicyException(kind, code, sentence, List.of(), Map.of());
    }

    /** There is no such policy in the tenant. */
    public static PolicyException unknown() {
        return of(Kind.NOT_FOUND, "policy_not_found", "There is no such policy.");
    }

    /** There is no such version of the policy. */
    public static PolicyException unknownVersion(int version) {
        return of(Kind.INVALID, "invalid_policy", "There is no version " + version + " of this policy.");
    }

    /** Nothing is recorded under the trace id, or it is another tenant's. */
    public static PolicyException unknownTurn() {
        return of(Kind.NOT_FOUND, "turn_not_found", "There is no recorded turn by that trace id.");
    }

    /** The id is taken. */
    public static PolicyException taken(PolicyId id) {
        return of(Kind.CONFLICT, "policy_exists", "There is a policy '" + id + "' already.");
    }

    /** It can't be deleted while agents are under it. */
    public static PolicyException attached(PolicyId id) {
        return of(
                Kind.CONFLICT,
                "policy_attached",
                "The policy '" + id + "' is attached to an agent, or is one of the tenant's defaults; take it out there"
                        + " before deleting it.");
    }

    /** It may stay where it is, and go nowhere else. */
    public static PolicyException deprecated(PolicyId id) {
        return of(
                Kind.CONFLICT,
                "policy_deprecated",
                "The policy '" + id + "' is deprecated; it can't be attached to further agents.");
    }

    /** A policy whose own tests fail is not enforced. */
    public static PolicyException testsFailed(List<String> complaints) {
        return new PolicyException(
                Kind.CONFLICT,
                "policy_tests_failed",
                "The policy's tests fail, so it can't be enforced: " + String.join(" ", complaints),
                complaints,
                Map.of());
    }

    /** What was sent can't be a policy. */
    public static PolicyException invalid(List<String> errors) {
        return new PolicyException(Kind.INVALID, "invalid_policy", String.join(" ", errors), errors, Map.of());
    }

    /** The write stands, but the policy engine doesn't act by it yet. */
    public static PolicyException notLoaded() {
        return new PolicyException(
                Kind.UNAVAILABLE,
                "policy_unavailable",
                "It is saved, but the policy engine does not have it yet.",
                List.of(),
                Map.of("saved", true));
    }

    /** Nothing can be compiled, so nothing was saved. */
    public static PolicyException noCompiler() {
        return new PolicyException(
                Kind.UNAVAILABLE,
                "policy_unavailable",
                "Policies can't be compiled now; nothing was saved.",
                List.of(),
                Map.of("saved", false));
    }
}
