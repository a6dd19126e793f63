package io.aispm.api.identity.token;

import com.nimbusds.jose.proc.JOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import io.aispm.api.identity.Principal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Verifies the bearer tokens of people; says no whenever it can't be sure. */
@Component
public class PeopleTokens {

    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256);

    private final JwtDecoder decoder;

    PeopleTokens(IdentityProperties properties, Clock clock) {
        var nimbus = decoder(properties);
        nimbus.setJwtValidator(new TokenClaims(properties, clock));
        this.decoder = nimbus;
    }

    /** What a token turned out to be. */
    public sealed interface Answer {

        /** It is believed. */
        record Known(Principal principal) implements Answer {}

        /** It is refused, for the reason in the sentence. */
        record Refused(String sentence) implements Answer {}

        /** The issuer's keys are out of reach: nobody is believed. */
        record Unavailable() implements Answer {}
    }

    /** Looks at a token. */
    public Answer verify(String token) {
        try {
            return new Answer.Known(TokenClaims.principal(decoder.decode(token)));
        } catch (JwtValidationException broken) {
            return new Answer.Refused(
                    String.valueOf(broken.getErrors().iterator().next().getDescription()));
        } catch (BadJwtException malformed) {
            return new Answer.Refused("The token is not one that this platform's issuer signed.");
        } catch (JwtException unavailable) {
            return new Answer.Unavailable();
        }
    }

    private static NimbusJwtDecoder decoder(IdentityProperties properties) {
        if (StringUtils.hasText(properties.jwksFile())) {
            return NimbusJwtDecoder.withJwkSource(new JwksFile(Path.of(properties.jwksFile())))
                    .jwsAlgorithms(known -> {
                        known.clear();
                        known.addAll(ALGORITHMS);
                    })
                    .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(anyType()))
                    .build();
        }
        if (StringUtils.hasText(properties.jwksUrl())) {
            return NimbusJwtDecoder.withJwkSetUri(properties.jwksUrl())
                    .jwsAlgorithms(known -> {
                        known.clear();
                        known.addAll(ALGORITHMS);
                    })
                    .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(anyType()))
                    .build();
        }
        throw new IllegalStateException("Set SPM_JWT_JWKS_FILE or SPM_JWT_JWKS_URL to the issuer's public keys.");
    }

    /** Issuers differ in what they write into {@code typ}; what counts are the claims. */
    private static JOSEObjectTypeVerifier<SecurityContext> anyType() {
        return (type, context) -> {};
    }
}
