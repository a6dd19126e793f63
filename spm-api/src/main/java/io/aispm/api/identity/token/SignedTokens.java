package io.aispm.api.identity.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Remembers for half a minute which tokens had a good signature: checking one on a curve is a good part of what a short
 * request costs. Only what was believed is kept, and never what a token's
 * claims mean: those are looked at each time, so an expiry holds to the second.
 */
final class SignedTokens {

    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MOST = 2_000;

    private final JwtDecoder decoder;
    private final Supplier<?> keys;
    private final Cache<Signed, Jwt> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    /**
     * Checks with this decoder.
     *
     * @param keys what changes with the issuer's keys: a token believed under others is looked at again
     */
    SignedTokens(NimbusJwtDecoder decoder, Supplier<?> keys) {
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        this.decoder = decoder;
        this.keys = keys;
    }

    /**
     * Reads a token whose signature is the issuer's.
     *
     * @throws org.springframework.security.oauth2.jwt.JwtException where it isn't, or the keys are out of reach
     */
    Jwt read(String token) {
        return known.get(new Signed(token, keys.get()), signed -> decoder.decode(signed.token()));
    }

    private record Signed(String token, Object keys) {}
}
