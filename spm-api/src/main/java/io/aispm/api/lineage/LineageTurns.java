package io.aispm.api.lineage;

import io.aispm.api.agent.Agents;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.api.policy.RecordedTurns;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.lineage.EventType;
import io.aispm.contract.lineage.LineageEvent;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads from a turn's events what its policies were asked: each message, tool call and model call, with what the guard
 * had said of it. Texts are those that were kept, so redacted; agent and policies are as they are now.
 */
@Component
class LineageTurns implements RecordedTurns {

    private static final List<String> TYPES = List.of(
            EventType.AGENT_CHAT_MESSAGE.toString(),
            EventType.GUARD_DECISION.toString(),
            EventType.AGENT_TOOL_CALL.toString(),
            EventType.AGENT_LLM_CALL.toString());

    private final TraceSource source;
    private final Agents agents;
    private final LinkedPolicies linked;

    LineageTurns(TraceSource source, Agents agents, LinkedPolicies linked) {
        this.source = source;
        this.agents = agents;
        this.linked = linked;
    }

    @Override
    public List<Map<String, @Nullable Object>> questions(TenantId tenant, TraceId trace) {
        var questions = new ArrayList<Map<String, @Nullable Object>>();
        var verdicts = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        for (var event : source.events(tenant, trace, TYPES)) {
            var payload = event.payload();
            if (EventType.GUARD_DECISION.toString().equals(event.eventType())) {
                verdicts.put(String.valueOf(payload.get("stage")), pick(payload, "verdict", "score", "categories"));
                continue;
            }
            var stage = stage(event);
            var question = about(tenant, event, stage);
            question.put("guard", verdicts.get(stage.toString()));
            switch (stage) {
                case PROMPT -> question.put("prompt", payload.get("text"));
                case OUTPUT -> question.put("reply", payload.get("text"));
                case TOOLS -> {
                    question.put("tool", toolOf(payload));
                    // What the guard says at this stage is said of the call's result, so after the question.
                    question.remove("guard");
                }
                case LLM -> question.put("llm", modelOf(payload));
            }
            question.values().removeIf(value -> value == null);
            questions.add(question);
        }
        return List.copyOf(questions);
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

    private Map<String, @Nullable Object> about(TenantId tenant, LineageEvent event, Stage stage) {
        var question = new LinkedHashMap<String, @Nullable Object>();
        question.put("stage", stage.toString());
        question.put("tenant_id", tenant.toString());
        var agent = event.agentId();
        if (agent != null) {
            question.put("agent", agentOf(tenant, agent));
            question.put("linked_policies", linked.of(tenant, agent));
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

    private Object agentOf(TenantId tenant, AgentId id) {
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
            picked.put(name, payload.get(name));
        }
        return picked;
    }
}
