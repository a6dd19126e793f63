package io.aispm.api.federation;

import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;

/** A rule of federated tools that was broken. */
public final class FederationException extends DomainException {

    private FederationException(Kind kind, String code, String sentence, List<String> errors) {
        super(kind, code, sentence, errors, Map.of());
    }

    /** What was named can't be decided on. */
    public static FederationException invalid(List<String> errors) {
        return new FederationException(Kind.INVALID, "invalid_tools", String.join(" ", errors), errors);
    }

    /** The integration is none that brings tools. */
    public static FederationException noToolServer() {
        return new FederationException(
                Kind.CONFLICT, "not_a_tool_server", "This integration is no MCP server; it has no tools.", List.of());
    }

    /** Somebody approves what is not there any more. */
    public static FederationException changedMeanwhile(List<String> errors) {
        return new FederationException(Kind.CONFLICT, "tool_changed", String.join(" ", errors), errors);
    }

    /** Only the tool server asks. */
    public static FederationException notForService() {
        return new FederationException(
                Kind.FORBIDDEN, "forbidden", "This service may not ask for tool servers.", List.of());
    }
}
