package io.aispm.api.agent;

import io.aispm.contract.agent.RuntimeState;
import io.aispm.kit.problem.DomainException;
import java.util.List;
import java.util.Map;

/** A rule about agents was broken. */
public final class AgentException extends DomainException {

    /** Why an agent with requirements is not taken or not started where its tenant's settings say so. */
    public static final String REQUIREMENTS_NOT_ALLOWED =
            "Agents of this tenant may not bring packages of their own (setting requirements_allowed).";

    private AgentException(Kind kind, String code, String sentence, List<String> errors) {
        super(kind, code, sentence, errors, Map.of());
    }

    private AgentException(Kind kind, String code, String sentence) {
        this(kind, code, sentence, List.of());
    }

    /** No agent by that id in the caller's tenant. */
    public static AgentException unknown() {
        return new AgentException(Kind.NOT_FOUND, "agent_not_found", "There is no agent by that id.");
    }

    /** No revision by that number. */
    public static AgentException unknownRevision() {
        return new AgentException(Kind.NOT_FOUND, "revision_not_found", "The agent has no revision by that number.");
    }

    /** The tenant has an agent of that name and version. */
    public static AgentException exists(String name, String version) {
        return new AgentException(
                Kind.CONFLICT,
                "agent_exists",
                "There is an agent '" + name + "' in version '" + version + "' already.");
    }

    /** A start or stop that the agent's state doesn't allow. */
    public static AgentException cannot(String verb, RuntimeState state) {
        var advice = state == RuntimeState.QUARANTINED ? " Release it first." : "";
        return new AgentException(
                Kind.CONFLICT, "agent_" + state, "An agent that is " + state + " can't be " + verb + "." + advice);
    }

    /** The tenant's limit of agents is reached. */
    public static AgentException tooMany(int limit) {
        return new AgentException(Kind.CONFLICT, "too_many_agents", tooManySentence(limit));
    }

    /** What is said where the tenant's limit of agents is reached. */
    public static String tooManySentence(int limit) {
        return "The tenant's limit of " + limit + " agents starting or running (max_concurrent_agents) is reached.";
    }

    /** Values that can't be taken, a sentence for each. */
    public static AgentException invalid(List<String> errors) {
        return new AgentException(Kind.INVALID, "invalid_agent", String.join(" ", errors), errors);
    }

    /** Code that can't be run, a sentence for each error. */
    public static AgentException invalidCode(List<String> errors) {
        return new AgentException(Kind.INVALID, "invalid_code", String.join(" ", errors), errors);
    }

    /** A file over its limit. */
    public static AgentException tooLarge(String part, String limit) {
        return new AgentException(
                Kind.TOO_LARGE, "content_too_large", "`" + part + "` must not be larger than " + limit + ".");
    }

    /** A request that names what there isn't, or leaves out what there must be. */
    public static AgentException badRequest(String code, String sentence) {
        return new AgentException(Kind.BAD_REQUEST, code, sentence);
    }

    /** Code can't be checked now. */
    public static AgentException sandboxUnavailable(String sentence) {
        return new AgentException(Kind.UNAVAILABLE, "sandbox_unavailable", sentence);
    }

    /** The agent's channels can't be made or removed now. */
    public static AgentException kafkaUnavailable() {
        return new AgentException(
                Kind.UNAVAILABLE,
                "kafka_unavailable",
                "Kafka doesn't answer, so the agent's topics can't be changed now.");
    }

    /** No secret by that name; the text is part of the agents' contract. */
    public static AgentException secretMissing(String name) {
        return new AgentException(Kind.NOT_FOUND, "secret_not_found", "secret '" + name + "' not configured");
    }

    /** An agent's route was called without a token. */
    public static AgentException missingToken() {
        return new AgentException(Kind.UNAUTHENTICATED, "missing_token", "Missing bearer token");
    }

    /** An agent's route was called with a token that no starting or running agent has. */
    public static AgentException unknownToken() {
        return new AgentException(Kind.UNAUTHENTICATED, "unknown_agent_token", "Unknown agent token");
    }

    /** An agent called another's route. */
    public static AgentException foreignToken() {
        return new AgentException(Kind.FORBIDDEN, "agent_mismatch", "Bearer token does not match agent_id");
    }

    /** A service asked for what only the launcher of the platform may do. */
    public static AgentException notForService() {
        return new AgentException(Kind.FORBIDDEN, "forbidden", "This route is for the launcher of the platform.");
    }
}
