package io.aispm.kit.policy;

import io.aispm.contract.policy.PolicyDecision;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.slf4j.event.Level;

/**
 * What policies want done where a step may be taken, beside what they want taken out of its text. The engine has checked
 * their form: what is here can be fulfilled.
 *
 * @param limits how much may be used, per minute or day, by the names of the agent's settings ({@code tokens_per_minute})
 * @param model the only model that may be called; empty for any
 * @param logLevel how loudly the decision is told in the service's log; empty for not at all
 */
public record Obligations(Map<String, Double> limits, Optional<String> model, Optional<Level> logLevel) {

    private static final String REQUESTS = "requests_per_minute";

    /** Reads them from a decision. */
    public static Obligations of(PolicyDecision decision) {
        var told = decision.obligations();
        var limits = new TreeMap<String, Double>();
        if (told.get("rate_limit") instanceof Map<?, ?> rates) {
            rates.forEach((name, limit) -> {
                if (limit instanceof Number number) {
                    limits.put(String.valueOf(name), number.doubleValue());
                }
            });
        }
        var model = told.get("require_model") instanceof String name ? Optional.of(name) : Optional.<String>empty();
        return new Obligations(limits, model, level(told.get("log_level") instanceof String word ? word : ""));
    }

    /** How many steps of this kind the agent may take in a minute. */
    public OptionalDouble requestsPerMinute() {
        var limit = limits.get(REQUESTS);
        return limit == null ? OptionalDouble.empty() : OptionalDouble.of(limit);
    }

    private static Optional<Level> level(String word) {
        for (var level : Level.values()) {
            if (level.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
