package io.aispm.api.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** People for tests, with tokens of an issuer that the control plane under test believes. */
public final class TestPeople {

    public static final ECKey KEY = key("test");

    private TestPeople() {}

    /** The issuer's public keys, for {@code SPM_JWT_JWKS_FILE}. */
    public static Path jwksFile() {
        try {
            var file = Files.createTempFile("jwks", ".json");
            Files.writeString(file, new JWKSet(KEY.toPublicJWK()).toString());
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException("no key file for the test", failed);
        }
    }

    /** A tenant that no other test has. */
    public static TenantId tenant() {
        return TenantId.of("t-" + UUID.randomUUID().toString().substring(0, 13));
    }

    public static String admin(TenantId tenant) {
        return bearer(tenant, "ada", Role.ADMIN);
    }

    public static String operator(TenantId tenant) {
        return bearer(tenant, "otto", Role.OPERATOR);
    }

    public static String auditor(TenantId tenant) {
        return bearer(tenant, "rita", Role.AUDITOR);
    }

    public static String user(TenantId tenant, String sub) {
        return bearer(tenant, sub, Role.USER);
    }

    /** What somebody in a tenant of their own says in the {@code Authorization} header. */
    public static String bearer(Role... roles) {
        return bearer(tenant(), "someone", roles);
    }

    /** What the person says in the {@code Authorization} header. */
    public static String bearer(TenantId tenant, String sub, Role... roles) {
        var words = Arrays.stream(roles).map(Role::toString).toList();
        return bearer(
                claims -> claims.subject(sub).claim("tenant_id", tenant.value()).claim("roles", words));
    }

    /** A token like others, but for what is changed. */
    public static String bearer(UnaryOperator<JWTClaimsSet.Builder> change) {
        return "Bearer " + sign(KEY, change);
    }

    /** A token signed by the key. */
    public static String sign(ECKey key, UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = Instant.now(Clock.systemUTC());
        var claims = new JWTClaimsSet.Builder()
                .issuer("urn:aispm:local")
                .audience("spm-api")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    change.apply(claims).build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException failed) {
            throw new IllegalStateException("no token for the test", failed);
        }
    }

    /** A key pair of an issuer. */
    public static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException failed) {
            throw new IllegalStateException("no key for the test", failed);
        }
    }
}
