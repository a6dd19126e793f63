package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.kit.json.WireJson;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the time, which models don't know. */
@Component
class TimeNow implements Tool {

    private final Clock clock;

    TimeNow(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "time_now";
    }

    @Override
    public String description() {
        return "Tells the current date and time in UTC.";
    }

    @Override
    public Map<String, Object> inputSchema() {
        return Map.of("type", "object", "properties", Map.of(), "additionalProperties", false);
    }

    @Override
    public Map<String, Object> outputSchema() {
        var now = Map.of("type", "string", "format", "date-time");
        return Map.of("type", "object", "properties", Map.of("now", now), "required", List.of("now"));
    }

    @Override
    public ToolAnswer call(Map<String, @Nullable Object> arguments, CallContext context, Course course) {
        return new ToolAnswer.Answered(Map.of("now", WireJson.text(clock.instant())), false);
    }
}
