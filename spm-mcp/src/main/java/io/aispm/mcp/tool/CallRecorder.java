package io.aispm.mcp.tool;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.Payload;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records what is done and decided for an agent, under its turn. */
@Component
class CallRecorder {

    private final Redactor redactor = Redactor.byDefault();
    private final LineageProducer lineage;
    private final LineageEvents events;

    CallRecorder(LineageProducer lineage, LineageEvents events) {
        this.lineage = lineage;
        this.events = events;
    }

    void record(CallContext context, Payload payload) {
        record(context, payload, Map.of());
    }

    /** The same, with more to tell of it than every reader knows. */
    void record(CallContext context, Payload payload, Map<String, Object> more) {
        var turn = context.turn();
        var user = turn.user() == null ? null : turn.user().sub();
        var event =
                events.of(context.tenantId(), context.agent().id(), turn.sessionId(), turn.traceId(), user, payload);
        event.payload().putAll(more);
        lineage.emit(event);
    }

    /** The arguments as people may read them. */
    Map<String, @Nullable Object> redacted(Map<String, @Nullable Object> arguments) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        arguments.forEach((key, value) -> shown.put(key, redactor.redactValue(value)));
        return shown;
    }
}
