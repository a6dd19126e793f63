package io.aispm.stack.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Says who people are, for one machine: it signs the tokens that spm-api verifies. */
public final class LocalIssuer {

    public static final String NAME = "urn:aispm:local";
    public static final String AUDIENCE = "spm-api";

    private final ECKey key;

    private LocalIssuer(ECKey key) {
        this.key = key;
    }

    static String newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("A signing key can't be made", impossible);
        }
    }

    static LocalIssuer parse(String key) {
        try {
            return new LocalIssuer(ECKey.parse(key));
        } catch (ParseException damaged) {
            throw new IllegalStateException("The issuer's key is damaged", damaged);
        }
    }

    /** What others need to verify its tokens. */
    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** Who a token stands for. */
    public record Person(String user, String tenant, String role) {

        public static Person administrator() {
            return new Person("local-admin", "t1", "spm:admin");
        }
    }

    public String token(Person person, Instant now, Duration lifetime) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject(person.user())
                .claim("tenant_id", person.tenant())
                .claim("roles", List.of(person.role()))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("A token can't be signed", impossible);
        }
        return token.serialize();
    }
}
