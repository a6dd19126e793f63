package io.aispm.proxy.usage;

import io.aispm.contract.call.CallContext;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import java.util.Map;

/** Leaves what a call did in lineage, tied to its turn. */
public final class CallEvents {

    private final LineageEvents events;
    private final LineageProducer lineage;

    public CallEvents(LineageEvents events, LineageProducer lineage) {
        this.events = events;
        this.lineage = lineage;
    }

    /** Records one thing that happened in the course of the call. */
    public void emit(CallContext call, Payload payload) {
        lineage.emit(event(call, payload));
    }

    /** The same, with more to tell of it than every reader knows. */
    void emit(CallContext call, Payload payload, Map<String, ? extends Object> more) {
        var event = event(call, payload);
        event.payload().putAll(more);
        lineage.emit(event);
    }

    private LineageEvent event(CallContext call, Payload payload) {
        var turn = call.turn();
        var user = turn.user() == null ? null : turn.user().sub();
        return events.of(call.tenantId(), call.agent().id(), turn.sessionId(), turn.traceId(), user, payload);
    }
}
