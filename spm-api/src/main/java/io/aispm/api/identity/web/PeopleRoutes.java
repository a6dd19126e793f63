package io.aispm.api.identity.web;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The routes of people that security must know by name. */
final class PeopleRoutes {

    static final String ALL = "/api/spm/**";

    /** The one route that nobody needs to be signed in for. */
    static final RequestMatcher SIGN_IN =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/spm/session");

    private PeopleRoutes() {}
}
