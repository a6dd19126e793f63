package io.aispm.api.identity.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/** The cookie of the admin UI: no script can read it, no other site can send it, and only the people's API gets it. */
final class SessionCookie {

    static final String NAME = "aispm_session";

    private SessionCookie() {}

    /** The session token that a request brings. */
    static Optional<String> of(HttpServletRequest request) {
        var cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(NAME) && !cookie.getValue().isEmpty()) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    static String set(String token, Duration lifetime, boolean secure) {
        return ResponseCookie.from(NAME, token)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .path("/api/spm")
                .maxAge(lifetime)
                .build()
                .toString();
    }

    static String clear(boolean secure) {
        return set("", Duration.ZERO, secure);
    }
}
