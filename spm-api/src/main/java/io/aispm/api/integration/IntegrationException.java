package io.aispm.api.integration;

import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;

/** A rule of integrations that was broken. */
public final class IntegrationException extends DomainException {

    private IntegrationException(Kind kind, String code, String sentence, List<String> errors) {
        super(kind, code, sentence, errors, Map.of());
    }

    /** There is no such integration in the tenant. */
    public static IntegrationException unknown() {
        return new IntegrationException(
                Kind.NOT_FOUND, "integration_not_found", "There is no such integration.", List.of());
    }

    /** What was sent can't be an integration. */
    public static IntegrationException invalid(List<String> errors) {
        return new IntegrationException(Kind.INVALID, "invalid_integration", String.join(" ", errors), errors);
    }

    /** A tenant has exactly one row of the agent runtime. */
    public static IntegrationException secondRuntime() {
        return new IntegrationException(
                Kind.CONFLICT, "runtime_exists", "The tenant has its agent runtime's row already.", List.of());
    }

    /** The agent runtime's row stays and stays enabled. */
    public static IntegrationException runtimeStays() {
        return new IntegrationException(
                Kind.CONFLICT,
                "runtime_required",
                "The agent runtime's row can be neither deleted nor disabled.",
                List.of());
    }
}
