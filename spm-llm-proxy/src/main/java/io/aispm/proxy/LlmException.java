package io.aispm.proxy;

import io.aispm.kit.problem.DomainException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that is refused or that failed, with the sentence its caller reads; nothing of the upstream is in it. */
public final class LlmException extends DomainException {

    private Remedy remedy = Remedy.NONE;
    private boolean misconfiguration;

    private LlmException(Kind kind, String code, String sentence, Map<String, Object> properties) {
        super(kind, code, sentence, List.of(), properties);
    }

    /** What may be done about a provider's failure, as long as nothing of an answer has come. */
    public enum Remedy {
        /** Nothing: the request itself is refused, or the failure is ours. */
        NONE,
        /** Another provider may be asked; this one would fail again, or may have been at work already. */
        ELSEWHERE,
        /** The same provider may be asked again, after a while. */
        AGAIN
    }

    /** The same failure, with what may be done about it. */
    public LlmException with(Remedy possible) {
        remedy = possible;
        return this;
    }

    /** What may be done about it. */
    public Remedy remedy() {
        return remedy;
    }

    /** Whether the provider is well and the integration must be mended: with other fields, the next call may pass. */
    public boolean isMisconfiguration() {
        return misconfiguration;
    }

    /** Whether there is a time to wait for, and how long it is. */
    public Optional<Duration> retryAfter() {
        return properties().get("retry_after") instanceof Number seconds
                ? Optional.of(Duration.ofSeconds(seconds.longValue()))
                : Optional.empty();
    }

    private LlmException(Kind kind, String code, String sentence) {
        this(kind, code, sentence, Map.of());
    }

    /** The body is no JSON object. */
    public static LlmException malformed() {
        return new LlmException(Kind.BAD_REQUEST, "malformed_body", "The body must be one JSON object.");
    }

    /** A field of the request is missing or can't be understood. */
    public static LlmException invalid(String param, String sentence) {
        return new LlmException(Kind.BAD_REQUEST, "invalid_value", sentence, Map.of("param", param));
    }

    /** The provider has no such thing, and leaving it out would change the answer's meaning. */
    public static LlmException unsupported(String param, String sentence) {
        return new LlmException(Kind.BAD_REQUEST, "unsupported_parameter", sentence, Map.of("param", param));
    }

    /** The request names no agent. */
    public static LlmException unauthenticated(String sentence) {
        return new LlmException(Kind.UNAUTHENTICATED, "invalid_api_key", sentence);
    }

    /** No call of the agent ends at a model of this name. */
    public static LlmException unknownModel() {
        return new LlmException(Kind.NOT_FOUND, "model_not_found", "This agent has no model by that name.");
    }

    /** The body is larger than this service reads. */
    public static LlmException tooLarge(long limitBytes) {
        return new LlmException(
                Kind.TOO_LARGE, "request_too_large", "The body is larger than " + limitBytes + " bytes.");
    }

    /** No provider or no model is set; the sentence names the field to set. */
    public static LlmException notConfigured(String sentence) {
        return new LlmException(Kind.UNAVAILABLE, "llm_not_configured", sentence);
    }

    /** The control plane can't say whose token it is: nobody is let through. */
    public static LlmException controlPlaneAway() {
        return new LlmException(
                Kind.UNAVAILABLE, "control_plane_unavailable", "The control plane can't be asked now; try again.");
    }

    /** The agent has used up what its settings allow for now. */
    public static LlmException rateLimited(String sentence, Duration retryAfter) {
        return new LlmException(
                Kind.RATE_LIMITED, "rate_limit_exceeded", sentence, Map.of("retry_after", seconds(retryAfter)));
    }

    /** The provider asks to be left alone for a while. */
    public static LlmException providerBusy(Duration retryAfter) {
        return new LlmException(
                        Kind.RATE_LIMITED,
                        "upstream_rate_limited",
                        "The model's provider takes no more requests for now.",
                        Map.of("retry_after", seconds(retryAfter)))
                .with(Remedy.AGAIN);
    }

    /** The provider says that the request itself is wrong. */
    public static LlmException refusedByProvider(String code) {
        return new LlmException(Kind.BAD_REQUEST, code, "The model's provider refused the request as invalid.");
    }

    /** The provider failed, or said what nobody understands. */
    public static LlmException upstream(String sentence) {
        return new LlmException(Kind.BAD_GATEWAY, "upstream_error", sentence);
    }

    /** The provider failed, and why is for the log only. */
    public static LlmException upstream(String sentence, Throwable cause) {
        var failure = upstream(sentence);
        failure.initCause(cause);
        return failure;
    }

    /** The integration is set up wrongly: nobody is served with its key, its model or its address. */
    public static LlmException misconfigured(String sentence) {
        var failure = upstream(sentence).with(Remedy.ELSEWHERE);
        failure.misconfiguration = true;
        return failure;
    }

    /** The integration is set up wrongly, and what shows it is for the log only. */
    public static LlmException misconfigured(String sentence, Throwable cause) {
        var failure = misconfigured(sentence);
        failure.initCause(cause);
        return failure;
    }

    /** The provider failed too often of late, and is left alone for a while. */
    public static LlmException providerFailing(Duration retryAfter) {
        return new LlmException(
                        Kind.BAD_GATEWAY,
                        "upstream_error",
                        "The model's provider fails too often; it is tried again in a moment.",
                        Map.of("retry_after", seconds(retryAfter)))
                .with(Remedy.ELSEWHERE);
    }

    /** The provider did not answer in time. */
    public static LlmException timeout() {
        return new LlmException(Kind.TIMEOUT, "upstream_timeout", "The model's provider did not answer in time.")
                .with(Remedy.ELSEWHERE);
    }

    /** A policy says no. */
    public static LlmException policyBlocked(String reason, List<String> policies) {
        return new LlmException(
                Kind.FORBIDDEN, "policy_blocked", "Blocked by policy: " + reason, Map.of("policy_ids", policies));
    }

    /** A policy wants a person to decide. */
    public static LlmException approvalRequired(String reason, @Nullable String approvalId) {
        var properties = new HashMap<String, Object>();
        if (approvalId != null) {
            properties.put("approval_id", approvalId);
        }
        return new LlmException(Kind.FORBIDDEN, "approval_required", "Approval required: " + reason, properties);
    }

    /** The policies can't be asked: nothing is let through. */
    public static LlmException policyUnavailable() {
        return new LlmException(Kind.UNAVAILABLE, "policy_unavailable", "The policy engine can't be asked now.");
    }

    /** The guard stopped the prompt or the answer. */
    public static LlmException guardBlocked(String sentence, List<String> categories) {
        return new LlmException(Kind.FORBIDDEN, "guard_blocked", sentence, Map.of("categories", categories));
    }

    /** What came back, or part of it, may not be released. */
    public static LlmException outputBlocked(String sentence, List<String> categories) {
        return new LlmException(Kind.FORBIDDEN, "output_blocked", sentence, Map.of("categories", categories));
    }

    /** The guard can't be asked where its word is needed: nothing is let through. */
    public static LlmException guardUnavailable() {
        return new LlmException(Kind.UNAVAILABLE, "guard_unavailable", "The guard can't be asked now.");
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
