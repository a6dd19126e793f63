package io.aispm.api.identity.token;

import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.contract.agent.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.StringUtils;

/** What a token must say to be believed, and whom it then names. A token without an expiry is not one of ours. */
final class TokenClaims {

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final IdentityProperties expected;
    private final InstantSource clock;

    TokenClaims(IdentityProperties expected, InstantSource clock) {
        this.expected = expected;
        this.clock = clock;
    }

    /** The sentence that says why the token is not to be believed, if it isn't. */
    Optional<String> wrong(Jwt token) {
        var now = clock.instant();
        var expiry = token.getExpiresAt();
        if (expiry == null) {
            return Optional.of("The token has no expiry.");
        }
        if (!expiry.isAfter(now)) {
            return Optional.of("The token has expired.");
        }
        var notBefore = token.getNotBefore();
        if (notBefore != null && notBefore.isAfter(now.plus(SKEW))) {
            return Optional.of("The token is not valid yet.");
        }
        if (!expected.issuer().equals(token.getClaimAsString("iss"))) {
            return Optional.of("The token is from another issuer.");
        }
        var audience = token.getAudience();
        if (audience == null || !audience.contains(expected.audience())) {
            return Optional.of("The token is for another audience.");
        }
        if (!StringUtils.hasText(token.getSubject())) {
            return Optional.of("The token names no subject.");
        }
        return tenant(token).isEmpty() ? Optional.of("The token names no tenant.") : Optional.empty();
    }

    /** The person a valid token names; roles that are not ours are left out. */
    static Principal principal(Jwt token) {
        var tenant = tenant(token).orElseThrow();
        var roles = roles(token).flatMap(word -> Role.of(word).stream()).collect(Collectors.toUnmodifiableSet());
        return new Principal(tenant, Objects.requireNonNull(token.getSubject()), roles);
    }

    /** Until when a valid token is believed. */
    static Instant expiry(Jwt token) {
        return Objects.requireNonNull(token.getExpiresAt());
    }

    private static Stream<String> roles(Jwt token) {
        return token.getClaims().get("roles") instanceof List<?> words
                ? words.stream().filter(String.class::isInstance).map(String.class::cast)
                : Stream.empty();
    }

    private static Optional<TenantId> tenant(Jwt token) {
        if (!(token.getClaims().get("tenant_id") instanceof String text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(TenantId.of(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
