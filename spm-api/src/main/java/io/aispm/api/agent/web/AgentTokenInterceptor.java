package io.aispm.api.agent.web;

import io.aispm.api.agent.AgentException;
import io.aispm.api.agent.AgentPrincipal;
import io.aispm.api.agent.AgentTokens;
import io.aispm.contract.call.CallRequest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets an agent through to its own routes, by the token of its present start, before anything else is looked at. */
final class AgentTokenInterceptor implements HandlerInterceptor {

    /** The request attribute with the calling {@link AgentPrincipal}. */
    static final String CALLER = AgentTokenInterceptor.class.getName() + ".caller";

    private static final String SCHEME = "Bearer ";
    private static final Pattern ROUTE = Pattern.compile("/agent-facing/agents/([^/]+)(/.*)?");

    private final AgentTokens tokens;

    AgentTokenInterceptor(AgentTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST) {
            return true;
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            throw AgentException.missingToken();
        }
        var agent = tokens.verify(
                        CallRequest.Kind.MCP, header.substring(SCHEME.length()).strip())
                .orElseThrow(AgentException::unknownToken);
        var route = ROUTE.matcher(request.getRequestURI());
        if (!route.matches() || !route.group(1).equals(agent.id().toString())) {
            throw AgentException.foreignToken();
        }
        request.setAttribute(CALLER, new AgentPrincipal(agent.tenantId(), agent.id()));
        return true;
    }
}
