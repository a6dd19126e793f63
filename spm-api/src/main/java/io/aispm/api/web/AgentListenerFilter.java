package io.aispm.api.web;

import io.aispm.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the two listeners apart before anything else looks at a request. On the agents' port only the agent-facing
 * routes and {@code /health} exist, whichever of their two spellings is used; on the people's port they don't.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class AgentListenerFilter extends OncePerRequestFilter {

    private static final String AGENT_FACING = "/agent-facing";
    private static final Pattern ROUTE = Pattern.compile("(?:/api/spm)?(/agents/[^/;]+/[^;]+)");

    private final AgentListener agents;
    private final ProblemWriter problems;

    AgentListenerFilter(AgentListener agents, ProblemWriter problems) {
        this.agents = agents;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = request.getRequestURI();
        var ofAnAgent = request.getLocalPort() == agents.port();
        if (ofAnAgent && path.equals("/health")) {
            chain.doFilter(request, response);
            return;
        }
        var route = ROUTE.matcher(path);
        if (ofAnAgent && route.matches() && !path.contains("..")) {
            chain.doFilter(new Rerouted(request, AGENT_FACING + route.group(1)), response);
            return;
        }
        if (ofAnAgent || path.startsWith(AGENT_FACING)) {
            problems.write(response, HttpStatus.NOT_FOUND, "not_found", "There is nothing here by that name.");
            return;
        }
        chain.doFilter(request, response);
    }

    /** The same request under another path. */
    private static final class Rerouted extends HttpServletRequestWrapper {

        private final String path;

        Rerouted(HttpServletRequest request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String getRequestURI() {
            return path;
        }

        @Override
        public String getServletPath() {
            return path;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(getScheme())
                    .append("://")
                    .append(getServerName())
                    .append(':')
                    .append(getServerPort())
                    .append(path);
        }
    }
}
