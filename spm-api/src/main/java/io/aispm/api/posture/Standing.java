package io.aispm.api.posture;

import io.aispm.api.agent.AgentPosture;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an agent stands.
 *
 * @param baseline null where it was never reviewed
 * @param open its open drifts, by their paths
 */
public record Standing(@Nullable Baseline baseline, Snapshot current, List<Drift> open) {

    private static final int BEST = 100;

    /** What the agent's own row says of it; null where it was never reviewed. */
    public @Nullable Integer score() {
        return baseline == null
                ? null
                : score(open.stream()
                        .mapToInt(drift -> drift.finding().kind().cost())
                        .sum());
    }

    /** The same, of counts by class. */
    static AgentPosture of(Map<DriftClass, Integer> counts) {
        var cost = counts.entrySet().stream()
                .mapToInt(entry -> entry.getKey().cost() * entry.getValue())
                .sum();
        var worst = counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder());
        var open = counts.values().stream().mapToInt(Integer::intValue).sum();
        return new AgentPosture(
                score(cost), open, worst.map(DriftClass::toString).orElse(null));
    }

    private static int score(int cost) {
        return Math.max(0, BEST - cost);
    }
}
