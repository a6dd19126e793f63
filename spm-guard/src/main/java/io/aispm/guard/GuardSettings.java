package io.aispm.guard;

import io.aispm.contract.call.CallContext;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant or an agent has set for the guard; read anew for each text's call or turn, so that a change counts for
 * the next one.
 *
 * @param blockScore in place of the platform's; null for that
 * @param categoryThresholds by code, the score from which a category flags; it never blocks
 * @param mode who judges
 * @param integration the id of the remote guard; null: the embedded one judges, whatever the mode
 * @param route where the remote guard is; null where the integration is gone or disabled
 */
public record GuardSettings(
        @Nullable Double blockScore,
        SortedMap<String, Double> categoryThresholds,
        Mode mode,
        @Nullable String integration,
        CallContext.@Nullable Route route) {

    private static final String INTEGRATION = "guard_integration_id";

    public GuardSettings {
        categoryThresholds = Collections.unmodifiableSortedMap(new TreeMap<>(categoryThresholds));
    }

    /** Who judges. */
    public enum Mode {
        /** The model in this process. */
        EMBEDDED,
        /** The integration alone. */
        REMOTE,
        /** The model in this process, and where it is not sure, the integration. */
        ENSEMBLE
    }

    /** Nothing set: what the platform's operators say. */
    public static GuardSettings none() {
        return new GuardSettings(null, new TreeMap<>(), Mode.EMBEDDED, null, null);
    }

    /** By the contract's names of settings; values of another kind count as not set. */
    public static GuardSettings of(Map<String, @Nullable Object> settings, CallContext.@Nullable Route route) {
        var thresholds = new TreeMap<String, Double>();
        if (settings.get("category_thresholds") instanceof Map<?, ?> given) {
            given.forEach((code, score) -> {
                if (code instanceof String name && score instanceof Number number) {
                    thresholds.put(name, number.doubleValue());
                }
            });
        }
        return new GuardSettings(
                settings.get("block_score") instanceof Number score ? score.doubleValue() : null,
                thresholds,
                mode(settings),
                settings.get(INTEGRATION) instanceof String id ? id : null,
                route);
    }

    /** The integration that must be looked up for these settings; null where the embedded guard judges alone. */
    public static @Nullable String integrationOf(Map<String, @Nullable Object> settings) {
        return mode(settings) != Mode.EMBEDDED && settings.get(INTEGRATION) instanceof String id ? id : null;
    }

    /** The same with another block score. */
    GuardSettings blockingAt(@Nullable Double score) {
        return new GuardSettings(score, categoryThresholds, mode, integration, route);
    }

    /** Whether a remote guard has a say. */
    public boolean asksRemote() {
        return mode != Mode.EMBEDDED && integration != null;
    }

    private static Mode mode(Map<String, @Nullable Object> settings) {
        var word = settings.get("guard_mode");
        return "remote".equals(word) ? Mode.REMOTE : "ensemble".equals(word) ? Mode.ENSEMBLE : Mode.EMBEDDED;
    }
}
