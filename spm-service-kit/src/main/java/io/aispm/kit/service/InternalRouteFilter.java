package io.aispm.kit.service;

import io.aispm.kit.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets only other services of the platform through to {@code /internal}. */
public final class InternalRouteFilter extends OncePerRequestFilter {

    /** The request attribute that names the calling service. */
    public static final String CALLER = InternalRouteFilter.class.getName() + ".caller";

    private static final String BEARER = "Bearer ";

    private final ServiceTokens tokens;
    private final ProblemWriter problems;

    public InternalRouteFilter(ServiceTokens tokens, ProblemWriter problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.startsWith(BEARER)) {
            var caller = tokens.serviceOf(header.substring(BEARER.length()));
            if (caller.isPresent()) {
                request.setAttribute(CALLER, caller.get());
                chain.doFilter(request, response);
                return;
            }
        }
        problems.write(
                response, HttpStatus.UNAUTHORIZED, "unknown_service", "This route is for the platform's services.");
    }
}
