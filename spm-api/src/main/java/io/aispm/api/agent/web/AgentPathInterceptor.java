package io.aispm.api.agent.web;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.Agents;
import io.aispm.api.identity.Principal;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Answers 404 for an agent that the person's tenant has not, before a body is looked at, whoever's route it is. */
final class AgentPathInterceptor implements HandlerInterceptor {

    private static final String ROUTES = "/api/spm/agents/{id}";

    private final Agents agents;
    private final Supplier<Principal> person;

    AgentPathInterceptor(Agents agents, Supplier<Principal> person) {
        this.agents = agents;
        this.person = person;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (handler instanceof HandlerMethod
                && request.getDispatcherType() == DispatcherType.REQUEST
                && pattern != null
                && pattern.toString().startsWith(ROUTES)
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> names) {
            require(person.get().tenant(), String.valueOf(names.get("id")));
        }
        return true;
    }

    private void require(TenantId tenant, String text) {
        try {
            agents.require(tenant, AgentId.of(text));
        } catch (IllegalArgumentException malformed) {
            throw AgentException.unknown();
        }
    }
}
