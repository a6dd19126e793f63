package io.aispm.api.identity.web;

import io.aispm.api.identity.session.UiSession;
import io.aispm.api.identity.session.UiSessions;
import io.aispm.api.identity.token.PeopleTokens;
import io.aispm.api.identity.token.PeopleTokens.Answer;
import io.aispm.kit.problem.ProblemWriter;
import io.aispm.kit.secret.Tokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Recognises a person by a bearer token, or else by the admin UI's session; writes by session need the CSRF token. */
final class PeopleFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final SecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();
    private final PeopleTokens tokens;
    private final UiSessions sessions;
    private final ProblemWriter problems;

    PeopleFilter(PeopleTokens tokens, UiSessions sessions, ProblemWriter problems) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (PeopleRoutes.SIGN_IN.matches(request)) {
            chain.doFilter(request, response);
            return;
        }
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        var goesOn =
                header == null ? recogniseBySession(request, response) : recogniseByToken(header, request, response);
        if (goesOn) {
            chain.doFilter(request, response);
        }
    }

    private boolean recogniseByToken(String header, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return refuse(response, "The `Authorization` header must be `Bearer <token>`.");
        }
        return switch (tokens.verify(token(header))) {
            case Answer.Known(var person, var _) ->
                recognised(new PersonAuthentication(person, false), request, response);
            case Answer.Refused(var sentence) -> refuse(response, sentence);
            case Answer.Unavailable() -> {
                problems.write(
                        response,
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "identity_unavailable",
                        "The issuer's keys can't be read, so no token can be checked.");
                yield false;
            }
        };
    }

    /** The token in a header that has passed this filter. */
    static String token(String header) {
        return header.substring(SCHEME.length()).strip();
    }

    private boolean recogniseBySession(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var token = SessionCookie.of(request);
        var person = token.flatMap(sessions::find).map(UiSession::principal);
        if (token.isEmpty() || person.isEmpty()) {
            return true;
        }
        if (!SAFE.contains(request.getMethod()) && !showsCsrfToken(request, token.get())) {
            problems.write(
                    response,
                    HttpStatus.FORBIDDEN,
                    "csrf_token_required",
                    "A write from a session needs its token in the header `X-CSRF-Token`.");
            return false;
        }
        return recognised(new PersonAuthentication(person.get(), true), request, response);
    }

    private static boolean showsCsrfToken(HttpServletRequest request, String sessionToken) {
        var shown = request.getHeader("X-CSRF-Token");
        return shown != null && Tokens.matches(shown, UiSessions.csrfToken(sessionToken));
    }

    private boolean recognised(PersonAuthentication person, HttpServletRequest request, HttpServletResponse response) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(person);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        return true;
    }

    private boolean refuse(HttpServletResponse response, String sentence) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        problems.write(response, HttpStatus.UNAUTHORIZED, "invalid_token", sentence);
        return false;
    }
}
