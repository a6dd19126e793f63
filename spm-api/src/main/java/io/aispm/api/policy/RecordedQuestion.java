package io.aispm.api.policy;

import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.Stage;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question that was put to policies, as far as it was recorded.
 *
 * @param agent whose step it was about; null where that isn't known
 * @param input what policies see of it
 * @param decision what was decided; null where that wasn't recorded
 */
public record RecordedQuestion(
        TraceId trace,
        Instant at,
        @Nullable String agent,
        Stage stage,
        Map<String, @Nullable Object> input,
        @Nullable String decision) {}
