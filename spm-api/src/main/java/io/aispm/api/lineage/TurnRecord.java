package io.aispm.api.lineage;

import io.aispm.api.agent.Agents;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.api.policy.RecordedQuestion;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.LinkedPolicy;
import io.aispm.contract.policy.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes questions of events, taken in the order they happened. What guard and policies said of a step comes before the step;
 * each agent is looked up once.
 */
final class TurnRecord {

    private static final String BLOCK = "block";
    private static final String UNAVAILABLE = "unavailable";

    private final TenantId tenant;
    private final Agents agents;
    private final LinkedPolicies linked;
    private final Map<AgentId, Object> subjects = new HashMap<>();
    private final Map<AgentId, List<LinkedPolicy>> policies = new HashMap<>();
    private final Map<String, Map<String, @Nullable Object>> verdicts = new HashMap<>();
    private final Map<String, String> decisions = new HashMap<>();
    private final List<RecordedQuestion> questions = new ArrayList<>();

    TurnRecord(TenantId tenant, Agents agents, LinkedPolicies linked) {
        this.tenant = tenant;
        this.agents = agents;
        this.linked = linked;
    }

    /** The questions so far, in order. */
    List<RecordedQuestion> questions() {
        return List.copyOf(questions);
    }

    void take(LineageEvent event) {
        var trace = event.correlationId();
        if (trace == null) {
            return;
        }
        var payload = event.payload();
        switch (EventType.of(event.eventType())) {
            case GUARD_DECISION ->
                verdicts.put(
                        key(trace, payload.get("stage")),
                        pick(payload, "verdict", "score", "categories", "category_scores", "signals"));
            case POLICY_DECISION -> decisions.put(key(trace, payload.get("stage")), said(payload.get("decision")));
            default -> question(event, trace);
        }
    }

    /** A call that was no call was put to nobody. */
    private void question(LineageEvent event, TraceId trace) {
        var payload = event.payload();
        if (String.valueOf(payload.get("error")).startsWith("invalid_call")) {
            return;
        }
        var stage = stage(event);
        var input = about(event, stage);
        var guard = verdicts.get(key(trace, stage));
        switch (stage) {
            case PROMPT -> input.put("prompt", payload.get("text"));
            case OUTPUT -> {
                input.put("reply", payload.get("text"));
                input.put("reply_ended", true);
            }
            case TOOLS -> input.put("tool", toolOf(payload));
            case LLM -> input.put("llm", modelOf(payload));
        }
        if (stage != Stage.TOOLS) {
            // What the guard says at that stage is said of the call's result, so after the question.
            input.put("guard", guard);
        }
        input.values().removeIf(value -> value == null);
        var agent = event.agentId();
        questions.add(new RecordedQuestion(
                trace,
                event.timestamp(),
                agent == null ? null : agent.toString(),
                stage,
                input,
                decided(trace, stage, guard)));
    }

    /** What the guard blocks is put to no policy, and is a block. */
    private @Nullable String decided(TraceId trace, Stage stage, @Nullable Map<String, @Nullable Object> guard) {
        var decision = decisions.remove(key(trace, stage));
        var blocked = stage == Stage.PROMPT && guard != null && BLOCK.equals(guard.get("verdict"));
        return decision == null && blocked ? BLOCK : decision;
    }

    private static String said(@Nullable Object decision) {
        return UNAVAILABLE.equals(decision) ? BLOCK : String.valueOf(decision);
    }

    private static String key(TraceId trace, @Nullable Object stage) {
        return trace + " " + stage;
    }

    private static Stage stage(LineageEvent event) {
        if (EventType.AGENT_TOOL_CALL.toString().equals(event.eventType())) {
            return Stage.TOOLS;
        }
        if (EventType.AGENT_LLM_CALL.toString().equals(event.eventType())) {
            return Stage.LLM;
        }
        return "user".equals(event.payload().get("role")) ? Stage.PROMPT : Stage.OUTPUT;
    }

    private Map<String, @Nullable Object> about(LineageEvent event, Stage stage) {
        var question = new LinkedHashMap<String, @Nullable Object>();
        question.put("stage", stage.toString());
        question.put("tenant_id", tenant.toString());
        var agent = event.agentId();
        if (agent != null) {
            question.put("agent", subjects.computeIfAbsent(agent, this::subject));
            question.put("linked_policies", policies.computeIfAbsent(agent, one -> linked.of(tenant, one)));
        }
        if (event.userId() != null) {
            question.put("user", Map.of("sub", event.userId(), "roles", List.of(), "scopes", List.of()));
        }
        if (event.sessionId() != null) {
            question.put("session", Map.of("id", event.sessionId().toString()));
        }
        question.put("now", event.timestamp());
        return question;
    }

    private Object subject(AgentId id) {
        return agents.find(tenant, id)
                .<Object>map(agent -> agent.subject())
                .orElseGet(() -> Map.of("id", id.toString()));
    }

    private static Map<String, @Nullable Object> toolOf(Map<String, @Nullable Object> payload) {
        var tool = new LinkedHashMap<String, @Nullable Object>();
        tool.put("name", payload.get("tool"));
        tool.put("args", payload.get("args"));
        return tool;
    }

    private static Map<String, @Nullable Object> modelOf(Map<String, @Nullable Object> payload) {
        var model = new LinkedHashMap<String, @Nullable Object>();
        model.put("model", payload.get("model"));
        model.put("tokens", payload.get("prompt_tokens"));
        return model;
    }

    private static Map<String, @Nullable Object> pick(Map<String, @Nullable Object> payload, String... names) {
        var picked = new LinkedHashMap<String, @Nullable Object>();
        for (var name : names) {
            if (payload.get(name) != null) {
                picked.put(name, payload.get(name));
            }
        }
        return picked;
    }
}
