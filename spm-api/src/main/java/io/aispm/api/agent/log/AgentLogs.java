package io.aispm.api.agent.log;

import io.aispm.api.agent.AgentDeleted;
import io.aispm.api.agent.runtime.AgentRuntime;
import io.aispm.api.agent.runtime.LogLine;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.EventType;
import io.aispm.guard.redact.Redactor;
import io.aispm.kit.lineage.LineageEvents;
import io.aispm.kit.lineage.LineageProducer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Follows agents' output and records the lines of {@code aispm.log}, each once; the others are output and no more. */
@Component
public class AgentLogs {

    private static final int TAIL = 500;

    private final Map<AgentId, Mark> marks = new ConcurrentHashMap<>();
    private final Redactor redactor = Redactor.byDefault();
    private final AgentRuntime runtime;
    private final LogDocuments documents;
    private final LineageProducer lineage;
    private final LineageEvents envelopes;
    private final Instant begun;

    AgentLogs(
            AgentRuntime runtime,
            LogDocuments documents,
            LineageProducer lineage,
            LineageEvents envelopes,
            Clock clock) {
        this.runtime = runtime;
        this.documents = documents;
        this.lineage = lineage;
        this.envelopes = envelopes;
        this.begun = clock.instant();
    }

    /** Records what the agent has logged since it was last followed. */
    public void follow(TenantId tenant, AgentId agent) {
        var mark = marks.getOrDefault(agent, new Mark(begun, 0));
        var atMark = 0;
        for (var line : runtime.logs(agent, TAIL)) {
            if (line.ts().isBefore(mark.ts())) {
                continue;
            }
            if (line.ts().equals(mark.ts()) && atMark++ < mark.taken()) {
                continue;
            }
            record(tenant, agent, line);
            mark = mark.after(line.ts());
            atMark = mark.taken();
        }
        marks.put(agent, mark);
    }

    @EventListener
    void on(AgentDeleted deleted) {
        marks.remove(deleted.agentId());
    }

    private void record(TenantId tenant, AgentId agent, LogLine line) {
        if (line.stream().equals("stdout")) {
            documents
                    .read(line.text())
                    .ifPresent(document -> lineage.emit(envelopes.of(
                            tenant,
                            agent,
                            null,
                            document.trace(),
                            null,
                            EventType.AGENT_LOG,
                            document.payload(redactor))));
        }
    }

    /** Up to where an agent was followed: an instant, and how many lines of just that instant were taken. */
    private record Mark(Instant ts, int taken) {

        Mark after(Instant next) {
            return next.equals(ts) ? new Mark(ts, taken + 1) : new Mark(next, 1);
        }
    }
}
