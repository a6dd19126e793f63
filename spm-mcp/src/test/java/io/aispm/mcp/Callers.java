package io.aispm.mcp;

import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.chat.SessionId;
import io.aispm.contract.lineage.TraceId;
import io.aispm.contract.policy.PolicyQuestion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Agents that call, as the control plane would describe them. */
public final class Callers {

    public static final AgentId ADA = AgentId.of("0197e5a0-1111-7000-8000-000000000001");
    public static final AgentId BOB = AgentId.of("0197e5a0-1111-7000-8000-000000000002");
    public static final TraceId TRACE = TraceId.of("0197e5a0333370008000000000000003");

    private Callers() {}

    public static CallContext agent(AgentId id, CallContext.@Nullable Route route) {
        return new CallContext(
                TenantId.of("t1"),
                new PolicyQuestion.Subject(id, "agent", "custom", "low", null, null),
                new CallContext.Turn(
                        TRACE,
                        SessionId.of("0197e5a0-2222-7000-8000-000000000002"),
                        new PolicyQuestion.Person("ada", List.of("spm:operator"), List.of()),
                        1),
                List.of(),
                Map.of(),
                Map.of("tavily_max_results", 2, "tavily_max_chars", 10, "tool_call_timeout_s", 2),
                route,
                route == null ? "Set *Tavily Integration*." : null);
    }

    /** One whose calls its own settings and its tenant's limit. */
    public static CallContext limited(
            Map<String, @Nullable Object> settings, Map<String, @Nullable Object> tenantSettings) {
        var other = agent(ADA, null);
        return new CallContext(
                other.tenantId(),
                other.agent(),
                other.turn(),
                other.linkedPolicies(),
                settings,
                other.runtime(),
                null,
                other.routeMissing(),
                List.of(),
                tenantSettings,
                null);
    }

    public static CallContext.Route tavily(String baseUrl) {
        return new CallContext.Route(
                "0197e5a0-7777-7000-8000-000000000007",
                "tavily",
                Map.of("base_url", baseUrl),
                Map.of("api_key", "tvly-key"));
    }
}
