package io.aispm.api.identity.token;

import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import io.aispm.api.identity.Principal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Verifies the bearer tokens of people; says no whenever it can't be sure. */
@Component
public class PeopleTokens {

    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256);

    private final SignedTokens signed;
    private final TokenClaims claims;

    PeopleTokens(IdentityProperties properties, InstantSource clock) {
        this.signed = signed(properties);
        this.claims = new TokenClaims(properties, clock);
    }

    /** What a token turned out to be. */
    public sealed interface Answer {

        /** It is believed, until then. */
        record Known(Principal principal, Instant expiresAt) implements Answer {}

        /** It is refused, for the reason in the sentence. */
        record Refused(String sentence) implements Answer {}

        /** The issuer's keys are out of reach: nobody is believed. */
        record Unavailable() implements Answer {}
    }

    /** Looks at a token. */
    public Answer verify(String token) {
        try {
            var read = signed.read(token);
            return claims.wrong(read)
                    .<Answer>map(Answer.Refused::new)
                    .orElseGet(() -> new Answer.Known(TokenClaims.principal(read), TokenClaims.expiry(read)));
        } catch (BadJwtException malformed) {
            return new Answer.Refused("The token is not one that this platform's issuer signed.");
        } catch (JwtException unavailable) {
            return new Answer.Unavailable();
        }
    }

    private static SignedTokens signed(IdentityProperties properties) {
        if (StringUtils.hasText(properties.jwksFile())) {
            return signed(new JwksFile(Path.of(properties.jwksFile())));
        }
        if (StringUtils.hasText(properties.jwksUrl())) {
            return signed(properties.jwksUrl());
        }
        throw new IllegalStateException("Set SPM_JWT_JWKS_FILE or SPM_JWT_JWKS_URL to the issuer's public keys.");
    }

    private static SignedTokens signed(JwksFile file) {
        var decoder = NimbusJwtDecoder.withJwkSource(file)
                .jwsAlgorithms(PeopleTokens::onlyOurs)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(anyType()))
                .build();
        return new SignedTokens(decoder, file::version);
    }

    private static SignedTokens signed(String url) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(url)
                .jwsAlgorithms(PeopleTokens::onlyOurs)
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(anyType()))
                .build();
        return new SignedTokens(decoder, () -> url);
    }

    private static void onlyOurs(Set<SignatureAlgorithm> known) {
        known.clear();
        known.addAll(ALGORITHMS);
    }

    /** Issuers differ in what they write into {@code typ}; what counts are the claims. */
    private static JOSEObjectTypeVerifier<SecurityContext> anyType() {
        return (type, context) -> {};
    }
}
