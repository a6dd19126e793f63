package io.aispm.lineage;

import com.fasterxml.uuid.Generators;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events of one agent of one tenant, each later than the one before. */
public final class TestEvents {

    public final TenantId tenant = new TenantId("t-" + UUID.randomUUID());
    public final AgentId agent = new AgentId(UUID.randomUUID());
    public final SessionId session = new SessionId(UUID.randomUUID());
    public final TraceId trace = TraceId.from(UUID.randomUUID());

    private Instant last = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);

    /** A message of a conversation. */
    public LineageEvent chat(String text) {
        return of(EventType.AGENT_CHAT_MESSAGE, Map.of("role", "user", "text", text, "verdict", "allow"));
    }

    /** Any event of the agent. */
    public LineageEvent of(EventType type, Map<String, @Nullable Object> payload) {
        return from("spm-api", type, payload);
    }

    /** Any event of the agent, sent by that service. */
    public LineageEvent from(String source, EventType type, Map<String, @Nullable Object> payload) {
        last = last.plusMillis(1);
        return new LineageEvent(
                Generators.timeBasedEpochGenerator().generate(),
                session,
                type.toString(),
                payload,
                last,
                trace,
                agent,
                "ada",
                tenant,
                source,
                LineageEvent.SCHEMA_VERSION);
    }
}
