package io.aispm.mcp.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.call.CallContext;
import io.aispm.contract.call.CallRequest;
import io.aispm.kit.call.CallAnswer;
import io.aispm.kit.call.CallContexts;
import io.aispm.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in only agents that may call now, and each only into sessions of its own. The token is checked on every request,
 * so that a session does not outlive its agent's stop.
 */
final class CallerFilter extends OncePerRequestFilter {

    static final String SESSION = "Mcp-Session-Id";

    private static final String CALLER = CallerFilter.class.getName() + ".caller";
    private static final String BEARER = "Bearer ";
    private static final int SESSIONS = 50_000;

    private final CallContexts contexts;
    private final ProblemWriter problems;
    private final Cache<String, AgentId> owners = Caffeine.newBuilder()
            .maximumSize(SESSIONS)
            .expireAfterAccess(Duration.ofHours(24))
            .build();

    CallerFilter(CallContexts contexts, ProblemWriter problems) {
        this.contexts = contexts;
        this.problems = problems;
    }

    /** The caller of a request that this filter let in. */
    static CallContext callerOf(HttpServletRequest request) {
        return (CallContext) request.getAttribute(CALLER);
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(BEARER)) {
            unauthorized(response, "missing_token", "Missing bearer token");
            return;
        }
        var token = authorization.substring(BEARER.length()).strip();
        switch (contexts.resolve(CallRequest.Kind.MCP, token, request.getHeader("traceparent"))) {
            case CallAnswer.Unknown _ -> unauthorized(response, "unknown_agent_token", "Unknown agent token");
            case CallAnswer.Unavailable _ ->
                problems.write(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "control_plane_unavailable",
                        "The control plane can't be asked who calls; try again.");
            case CallAnswer.Known(var context) -> enter(context, request, response, chain);
        }
    }

    private void enter(CallContext context, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getHeader(SESSION);
        if (session != null && !context.agent().id().equals(owners.getIfPresent(session))) {
            problems.write(response, HttpStatus.NOT_FOUND, "session_not_found", "There is no such session.");
            return;
        }
        request.setAttribute(CALLER, context);
        var opening = new SessionOpening(
                response, opened -> owners.put(opened, context.agent().id()));
        chain.doFilter(request, session == null ? opening : response);
    }

    private void unauthorized(HttpServletResponse response, String code, String sentence) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(response, HttpStatus.UNAUTHORIZED, code, sentence);
    }
}
