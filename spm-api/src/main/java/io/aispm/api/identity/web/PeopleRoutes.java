package io.aispm.api.identity.web;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The routes of people that security must know by name. */
final class PeopleRoutes {

    static final String ALL = "/api/spm/**";

    /** The routes that nobody needs to be signed in for: how to sign in, and signing in. */
    static final RequestMatcher SIGN_IN = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/api/spm/sign-in"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/spm/session"));

    private PeopleRoutes() {}
}
