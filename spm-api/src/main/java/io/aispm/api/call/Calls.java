package io.aispm.api.call;

import io.aispm.api.agent.Agent;
import io.aispm.api.agent.AgentSettings;
import io.aispm.api.agent.AgentTokens;
import io.aispm.api.chat.OpenTurns;
import io.aispm.api.integration.GuardRoutes;
import io.aispm.api.integration.Routes;
import io.aispm.api.policy.LinkedPolicies;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.CallRequest;
import io.aispm.contract.lineage.TraceId;
import io.aispm.kit.id.Ids;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Puts together what a gateway must know of one call; nothing of it is remembered, so that every change counts at once. */
@Service
public class Calls {

    private final AgentTokens tokens;
    private final AgentSettings settings;
    private final OpenTurns turns;
    private final LinkedPolicies policies;
    private final Routes routes;
    private final GuardRoutes guardRoutes;
    private final Ids ids;

    Calls(
            AgentTokens tokens,
            AgentSettings settings,
            OpenTurns turns,
            LinkedPolicies policies,
            Routes routes,
            GuardRoutes guardRoutes,
            Ids ids) {
        this.tokens = tokens;
        this.settings = settings;
        this.turns = turns;
        this.policies = policies;
        this.routes = routes;
        this.guardRoutes = guardRoutes;
        this.ids = ids;
    }

    /** All of one call; empty where the token is nobody's, or its agent's start is over. */
    public Optional<CallContext> context(CallRequest request) {
        return tokens.verify(request.kind(), request.token()).map(agent -> context(agent, request));
    }

    private CallContext context(Agent agent, CallRequest request) {
        var provision = switch (request.kind()) {
            case LLM -> routes.models(agent.tenantId());
            case MCP -> routes.search(agent.tenantId());
        };
        CallContext.Route route = switch (provision.destination()) {
            case Routes.Destination.Found(var found) -> found;
            case Routes.Destination.Missing _ -> null;
        };
        String missing = switch (provision.destination()) {
            case Routes.Destination.Found _ -> null;
            case Routes.Destination.Missing(var sentence) -> sentence;
        };
        var effective = settings.of(agent.tenantId(), agent.id());
        var others = route == null || request.kind() != CallRequest.Kind.LLM
                ? List.<CallContext.Fallback>of()
                : routes.fallbacks(agent.tenantId(), effective.fallbacks(), route);
        return new CallContext(
                agent.tenantId(),
                agent.subject(),
                turn(agent.id(), request.traceparent()),
                policies.of(agent.tenantId(), agent.id()),
                effective.fields(),
                provision.runtime().fields(),
                route,
                missing,
                others,
                settings.of(agent.tenantId()).fields(),
                guardRoutes.of(agent.tenantId(), effective.fields()));
    }

    /**
     * A traceparent counts only if it names an open turn of the calling agent, so that no agent can write itself into
     * another's lineage. Otherwise a call belongs to the agent's only open turn, or to none.
     */
    private CallContext.Turn turn(AgentId agent, @Nullable String traceparent) {
        return Optional.ofNullable(traceparent)
                .flatMap(TraceId::ofTraceparent)
                .flatMap(trace -> turns.of(agent, trace))
                .or(() -> turns.only(agent))
                .map(open -> new CallContext.Turn(open.traceId(), open.sessionId(), open.user(), open.number()))
                .orElseGet(() -> new CallContext.Turn(ids.nextTrace(), null, null, 0));
    }
}
