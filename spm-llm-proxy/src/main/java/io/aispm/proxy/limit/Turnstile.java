package io.aispm.proxy.limit;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.lineage.TraceId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how many turns of each agent have calls at once; a call outside of a turn counts as one. */
final class Turnstile {

    private final Map<AgentId, Map<TraceId, Integer>> inside = new ConcurrentHashMap<>();

    /** Enters, unless that would be more turns than may be. */
    boolean enter(AgentId agent, TraceId turn, long most) {
        var entered = new boolean[1];
        inside.compute(agent, (_, before) -> {
            var turns = before == null ? new HashMap<TraceId, Integer>() : before;
            if (turns.containsKey(turn) || turns.size() < most) {
                turns.merge(turn, 1, Integer::sum);
                entered[0] = true;
            }
            return turns.isEmpty() ? null : turns;
        });
        return entered[0];
    }

    void leave(AgentId agent, TraceId turn) {
        inside.computeIfPresent(agent, (_, turns) -> {
            turns.computeIfPresent(turn, (_, calls) -> calls == 1 ? null : calls - 1);
            return turns.isEmpty() ? null : turns;
        });
    }
}
