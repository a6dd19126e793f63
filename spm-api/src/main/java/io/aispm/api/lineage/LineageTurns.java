package io.aispm.api.lineage;

import io.aispm.api.agent.Agents;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.api.policy.RecordedQuestion;
import io.aispm.api.policy.RecordedTurns;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads from turns' events what policies were asked: each message, tool call and model call, with what the guard had said
 * of it and what was decided. Texts are those that were kept, so redacted; agents and policies are as they are now.
 */
@Component
class LineageTurns implements RecordedTurns {

    private static final List<String> MESSAGES = List.of(EventType.AGENT_CHAT_MESSAGE.toString());
    private static final List<String> TYPES = List.of(
            EventType.AGENT_CHAT_MESSAGE.toString(),
            EventType.GUARD_DECISION.toString(),
            EventType.POLICY_DECISION.toString(),
            EventType.AGENT_TOOL_CALL.toString(),
            EventType.AGENT_LLM_CALL.toString());

    private final TraceSource traces;
    private final EventSource events;
    private final Agents agents;
    private final LinkedPolicies linked;

    LineageTurns(TraceSource traces, EventSource events, Agents agents, LinkedPolicies linked) {
        this.traces = traces;
        this.events = events;
        this.agents = agents;
        this.linked = linked;
    }

    @Override
    public List<RecordedQuestion> of(TenantId tenant, TraceId trace) {
        return questions(tenant, List.of(trace));
    }

    /** A turn is found by its prompt, of which it has one. */
    @Override
    public Turns newest(TenantId tenant, @Nullable AgentId agent, int limit, @Nullable String cursor) {
        var page =
                events.events(tenant, agent, MESSAGES, new PageRequest(Math.min(2 * limit, PageRequest.MOST), cursor));
        var found = new ArrayList<TraceId>();
        var next = page.next();
        for (var message : page.rows()) {
            var trace = message.correlationId();
            if (trace != null && "user".equals(message.payload().get("role"))) {
                if (found.size() == limit) {
                    break;
                }
                found.add(trace);
            }
            var last = message.equals(page.rows().getLast());
            next = last ? page.next() : new Cursor(message.timestamp(), message.eventId()).encode();
        }
        return new Turns(found.size(), questions(tenant, found), next);
    }

    private List<RecordedQuestion> questions(TenantId tenant, List<TraceId> wanted) {
        var record = new TurnRecord(tenant, agents, linked);
        traces.events(tenant, wanted, TYPES).forEach(record::take);
        return record.questions();
    }
}
