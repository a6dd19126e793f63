package io.aispm.api.policy;

import io.aispm.contract.agent.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a policy would have changed.
 *
 * @param turns how many turns were decided once more
 * @param questions how many questions they had
 * @param changed how many of those would have been decided otherwise
 * @param unavailable how many could not have been decided
 * @param decisions how many there would have been of each decision
 * @param rows the questions that would have been decided otherwise, newest turn first
 * @param next the cursor of the page of older turns; null at the end
 */
public record Replay(
        int turns,
        int questions,
        int changed,
        int unavailable,
        SortedMap<String, Integer> decisions,
        List<Row> rows,
        @Nullable String next) {

    /** A question that would have been decided otherwise. */
    public record Row(
            String traceId,
            Instant at,
            @Nullable String agentId,
            String stage,
            String recorded,
            String decision,
            String reason) {}

    /**
     * What is wanted.
     *
     * @param agent null for all of the tenant's
     * @param version null for the present one
     * @param rego null for the version's own
     * @param params null for the version's own
     */
    public record Wish(
            int limit,
            @Nullable String cursor,
            @Nullable AgentId agent,
            @Nullable Integer version,
            @Nullable String rego,
            @Nullable Map<String, @Nullable Object> params) {}
}
