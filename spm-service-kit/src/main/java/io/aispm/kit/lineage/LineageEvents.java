package io.aispm.kit.lineage;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.Payload;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.WireJson;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Makes lineage events: with an id, the time and the name of this service. */
public final class LineageEvents {

    private static final TypeReference<Map<String, @Nullable Object>> FIELDS = new TypeReference<>() {};

    private final Ids ids;
    private final Clock clock;
    private final String source;
    private final JsonMapper json = WireJson.betweenServices();

    public LineageEvents(Ids ids, Clock clock, String source) {
        this.ids = ids;
        this.clock = clock;
        this.source = source;
    }

    /** The event that tells of a call, a message or a decision. */
    public LineageEvent of(
            TenantId tenant,
            @Nullable AgentId agent,
            @Nullable SessionId session,
            @Nullable TraceId trace,
            @Nullable String user,
            Payload payload) {
        return of(tenant, agent, session, trace, user, payload.type(), json.convertValue(payload, FIELDS));
    }

    /** The event of a type whose payload only one service writes. */
    public LineageEvent of(
            TenantId tenant,
            @Nullable AgentId agent,
            @Nullable SessionId session,
            @Nullable TraceId trace,
            @Nullable String user,
            EventType type,
            Map<String, @Nullable Object> payload) {
        return new LineageEvent(
                ids.next(),
                session,
                type.toString(),
                payload,
                clock.instant(),
                trace,
                agent,
                user,
                tenant,
                source,
                LineageEvent.SCHEMA_VERSION);
    }
}
