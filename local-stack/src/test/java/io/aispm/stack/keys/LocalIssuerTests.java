package io.aispm.stack.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalIssuerTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final LocalIssuer issuer = LocalIssuer.parse(LocalIssuer.newKey());

    @Test
    void signsWhatItsPublicKeysVerify() throws Exception {
        var token = SignedJWT.parse(
                issuer.token(new LocalIssuer.Person("ann", "t2", "spm:user"), NOW, Duration.ofHours(1)));
        var key = JWKSet.parse(issuer.publicKeys()).getKeys().getFirst();

        assertThat(token.verify(new ECDSAVerifier(key.toECKey()))).isTrue();
        assertThat(key.isPrivate()).isFalse();
        assertThat(token.getHeader().getKeyID()).isEqualTo(key.getKeyID());
    }

    @Test
    void saysWhoItIsFor() throws Exception {
        var claims = SignedJWT.parse(
                        issuer.token(new LocalIssuer.Person("ann", "t2", "spm:user"), NOW, Duration.ofHours(1)))
                .getJWTClaimsSet();

        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getIssuer()).isEqualTo("urn:aispm:local");
        assertThat(claims.getAudience()).containsExactly("spm-api");
        assertThat(claims.getStringClaim("tenant_id")).isEqualTo("t2");
        assertThat(claims.getStringListClaim("roles")).containsExactly("spm:user");
        assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }
}
