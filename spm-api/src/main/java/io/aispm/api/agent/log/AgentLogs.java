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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Follows agents' output and records the lines of {@code aispm.log}, each once; the others are output and no more. An agent that logs more
 * than is recorded is told of by a line of its own, so that nobody takes silence for quiet.
 */
@Component
public class AgentLogs {

    private static final int TAIL = 500;

    private final Map<AgentId, Following> followed = new ConcurrentHashMap<>();
    private final Redactor redactor = Redactor.byDefault();
    private final AgentRuntime runtime;
    private final LogDocuments documents;
    private final LogProperties limits;
    private final LineageProducer lineage;
    private final LineageEvents envelopes;
    private final Clock clock;
    private final Instant begun;

    AgentLogs(
            AgentRuntime runtime,
            LogDocuments documents,
            LogProperties limits,
            LineageProducer lineage,
            LineageEvents envelopes,
            Clock clock) {
        this.runtime = runtime;
        this.documents = documents;
        this.limits = limits;
        this.lineage = lineage;
        this.envelopes = envelopes;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Records what the agent has logged since it was last followed. */
    public void follow(TenantId tenant, AgentId agent) {
        var following = followed.computeIfAbsent(agent, _ -> new Following(begun, limits.linesPerMinute()));
        var now = clock.instant();
        for (var line : following.fresh(runtime.logs(agent, TAIL), TAIL)) {
            document(line).filter(_ -> following.mayRecord(now)).ifPresent(found -> record(tenant, agent, found));
        }
        following.report(now).ifPresent(report -> record(tenant, agent, told(report)));
    }

    @EventListener
    void on(AgentDeleted deleted) {
        followed.remove(deleted.agentId());
    }

    private Optional<LogDocuments.Document> document(LogLine line) {
        return line.stream().equals("stdout")
                ? documents.read(AgentOutput.withoutTokens(line.text()))
                : Optional.empty();
    }

    private LogDocuments.Document told(Following.Report report) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("left_out", report.leftOut());
        fields.put("lines_per_minute", limits.linesPerMinute());
        return new LogDocuments.Document(
                "%s log lines of this agent are missing here: %d a minute are recorded"
                        .formatted(count(report), limits.linesPerMinute()),
                null,
                fields);
    }

    private static String count(Following.Report report) {
        if (report.leftOut() == 0) {
            return "Some";
        }
        return report.orMore() ? "At least " + report.leftOut() : String.valueOf(report.leftOut());
    }

    private void record(TenantId tenant, AgentId agent, LogDocuments.Document document) {
        lineage.emit(envelopes.of(
                tenant, agent, null, document.trace(), null, EventType.AGENT_LOG, document.payload(redactor)));
    }
}
