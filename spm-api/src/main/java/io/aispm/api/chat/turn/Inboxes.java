package io.aispm.api.chat.turn;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.chat.AgentReply;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The turns of this instance that wait for an answer, and the way from a reply to its turn: by trace id, and only to a
 * turn of the agent that sent it. What belongs to no waiting turn is passed over, however late it comes.
 */
@Component
public class Inboxes {

    private static final int REMEMBERED = 1_000;

    private final Map<AgentId, Agent> agents = new HashMap<>();
    private final Map<Untraced, Boolean> seen = new LinkedHashMap<>();
    private final Clock clock;
    private final ChatProperties properties;

    Inboxes(Clock clock, ChatProperties properties) {
        this.clock = clock;
        this.properties = properties;
    }

    /** Takes a reply to its turn, if there is one. Never waits. */
    public void deliver(AgentId agent, AgentReply reply) {
        find(agent, reply).ifPresent(inbox -> inbox.deliver(reply));
    }

    /** Ends all waiting of an agent's turns. */
    public synchronized void failAll(AgentId agent, Refusal why) {
        var waiting = agents.get(agent);
        if (waiting != null) {
            waiting.turns.values().forEach(turn -> turn.inbox.fail(why));
        }
    }

    /** Ends all waiting. */
    synchronized void failAll(Refusal why) {
        agents.keySet().forEach(agent -> failAll(agent, why));
    }

    /** The agents whose turns wait, and their tenants. */
    synchronized Map<AgentId, TenantId> waiting() {
        var tenants = new HashMap<AgentId, TenantId>();
        agents.forEach((id, agent) -> tenants.put(id, agent.tenant));
        return tenants;
    }

    synchronized Inbox open(Turn turn) {
        var inbox = new Inbox(clock, properties.maxReply());
        agents.computeIfAbsent(turn.agentId(), _ -> new Agent(turn.tenant()))
                .turns
                .put(turn.trace(), new Waiting(turn.session(), inbox));
        return inbox;
    }

    synchronized void close(Turn turn) {
        var agent = agents.get(turn.agentId());
        if (agent == null) {
            return;
        }
        agent.turns.remove(turn.trace());
        if (agent.turns.isEmpty()) {
            agents.remove(turn.agentId());
        }
    }

    private synchronized Optional<Inbox> find(AgentId id, AgentReply reply) {
        var agent = agents.get(id);
        if (agent == null) {
            return Optional.empty();
        }
        var trace = traceOf(reply);
        if (trace != null) {
            return Optional.ofNullable(agent.turns.get(trace)).map(Waiting::inbox);
        }
        return isRepeated(reply) ? Optional.empty() : agent.oldestUnanswered(reply.sessionId());
    }

    private static @Nullable TraceId traceOf(AgentReply reply) {
        return switch (reply) {
            case AgentReply.Delta delta -> delta.traceId();
            case AgentReply.Done done -> done.traceId();
            case AgentReply.Whole whole -> whole.traceId();
        };
    }

    /** Only a reply's own words can tell that it is the same one again, where it names no turn. */
    private boolean isRepeated(AgentReply reply) {
        if (!(reply instanceof AgentReply.Whole whole) || whole.ts() == null) {
            return false;
        }
        var known = seen.put(
                        new Untraced(whole.sessionId(), whole.ts(), whole.text().hashCode()), true)
                != null;
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.keySet().iterator().next());
        }
        return known;
    }

    private record Untraced(SessionId session, Instant ts, int text) {}

    private record Waiting(SessionId session, Inbox inbox) {}

    /** One agent's waiting turns, oldest first. */
    private static final class Agent {

        private final TenantId tenant;
        private final Map<TraceId, Waiting> turns = new LinkedHashMap<>();

        private Agent(TenantId tenant) {
            this.tenant = tenant;
        }

        private Optional<Inbox> oldestUnanswered(SessionId session) {
            return List.copyOf(turns.values()).stream()
                    .filter(turn -> turn.session().equals(session))
                    .map(Waiting::inbox)
                    .filter(inbox -> !inbox.isAnswered())
                    .findFirst();
        }
    }
}
