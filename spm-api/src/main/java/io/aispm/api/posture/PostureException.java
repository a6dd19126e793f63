package io.aispm.api.posture;

import io.aispm.kit.problem.DomainException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule of posture that was broken. */
public final class PostureException extends DomainException {

    private PostureException(
            Kind kind, String code, String sentence, List<String> errors, Map<String, Object> properties) {
        super(kind, code, sentence, errors, properties);
    }

    private static PostureException of(Kind kind, String code, String sentence) {
        return new PostureException(kind, code, sentence, List.of(), Map.of());
    }

    /** The tenant has no drift by that id. */
    public static PostureException unknownDrift() {
        return of(Kind.NOT_FOUND, "drift_not_found", "There is no such drift.");
    }

    /** The tenant has no planned change by that id. */
    public static PostureException unknownChange() {
        return of(Kind.NOT_FOUND, "change_not_found", "There is no such planned change.");
    }

    /** The tenant has no such evidence, or none of the agent. */
    public static PostureException unknownEvidence() {
        return of(Kind.NOT_FOUND, "evidence_not_found", "There is no such evidence.");
    }

    /** It was decided, or ended by itself. */
    public static PostureException closedDrift(DriftState state) {
        return of(Kind.CONFLICT, "drift_closed", "This drift is " + state + "; it can't be accepted.");
    }

    /** It was approved, or has expired. */
    public static PostureException closedChange(String state) {
        return of(Kind.CONFLICT, "change_closed", "This planned change is " + state + "; it can't be approved.");
    }

    /** What was sent can't be understood. */
    public static PostureException invalid(List<String> errors) {
        return new PostureException(Kind.INVALID, "invalid_posture", String.join(" ", errors), errors, Map.of());
    }

    /** The query's word for a state is none. */
    public static PostureException unknownState() {
        return of(Kind.BAD_REQUEST, "bad_request", "`state` must be open, accepted, rolled_back or expired.");
    }

    /** A parameter that must be there is not. */
    public static PostureException missingAgent() {
        return of(Kind.BAD_REQUEST, "bad_request", "`agent_id` is required.");
    }

    /** The agent is not what was reviewed, so it is not started. */
    static PostureException blocked(List<Blocking> blocking) {
        var paths = blocking.stream()
                .map(one -> one.difference().path())
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        var more = blocking.size() > MOST_NAMED ? " and " + (blocking.size() - MOST_NAMED) + " more" : "";
        return new PostureException(
                Kind.CONFLICT,
                "posture_blocked",
                "The agent is not what was reviewed: " + paths + more
                        + ". Accept the drift, take the change back or approve a new baseline, then start it.",
                List.of(),
                Map.of("drift", blocking.stream().map(Blocking::named).toList()));
    }

    private static final int MOST_NAMED = 10;

    /**
     * What keeps an agent from being started.
     *
     * @param id the drift's; null where it has not been written down yet
     */
    record Blocking(@Nullable String id, Difference difference) {

        private Map<String, Object> named() {
            var named = new LinkedHashMap<String, Object>();
            if (id != null) {
                named.put("id", id);
            }
            named.put("dimension", difference.dimension().toString());
            named.put("path", difference.path());
            return named;
        }
    }
}
