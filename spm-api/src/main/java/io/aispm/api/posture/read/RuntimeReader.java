package io.aispm.api.posture.read;

import io.aispm.api.posture.Dimension;
import io.aispm.api.posture.DimensionReader;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the agent runs in, what it can reach, and how much of everything it may use. */
@Component
class RuntimeReader implements DimensionReader {

    private static final String LIMITS = "limits";

    private static final List<String> SET = List.of(
            "requests_per_minute",
            "tokens_per_minute",
            "tool_calls_per_minute",
            "max_concurrent_turns",
            "budget_tokens_per_day",
            "budget_usd_per_day");

    @Override
    public Dimension dimension() {
        return Dimension.RUNTIME;
    }

    @Override
    public void read(Subject subject, Values into) {
        var makeup = subject.makeup();
        into.put(makeup.sandbox(), "sandbox");
        into.put(makeup.image(), "image");
        into.put(makeup.network(), "network");
        into.put(makeup.memoryMb(), LIMITS, "memory_mb");
        into.put(makeup.cpuQuota(), LIMITS, "cpu_quota");
        SET.forEach(limit -> into.put(subject.settings().fields().get(limit), LIMITS, limit));
        into.put(subject.row().maxSessionsPerAgent(), LIMITS, "max_sessions_per_agent");
        into.put(subject.row().toolCallTimeoutS(), LIMITS, "tool_call_timeout_s");
        into.put(subject.settings().restartsOnFailure() ? "on-failure" : "never", "restart");
    }
}
