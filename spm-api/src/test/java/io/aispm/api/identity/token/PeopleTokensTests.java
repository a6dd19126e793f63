package io.aispm.api.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.aispm.api.identity.Principal;
import io.aispm.api.identity.Role;
import io.aispm.api.identity.TestPeople;
import io.aispm.api.identity.token.PeopleTokens.Answer;
import io.aispm.contract.agent.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PeopleTokensTests {

    private final PeopleTokens tokens = tokens(TestPeople.jwksFile().toString());

    @Test
    void believeATokenOfTheIssuer() {
        var end = Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(60);

        assertThat(verify(token -> token.claim("roles", List.of("spm:admin", "spm:user", "other:thing"))
                        .expirationTime(Date.from(end))))
                .isEqualTo(
                        new Answer.Known(new Principal(TenantId.of("t1"), "ada", Set.of(Role.ADMIN, Role.USER)), end));
    }

    @Test
    void knowAPersonWithoutRoles() {
        assertThat(verify(token -> token.claim("roles", "spm:admin")))
                .asInstanceOf(type(Answer.Known.class))
                .extracting(Answer.Known::principal)
                .isEqualTo(new Principal(TenantId.of("t1"), "ada", Set.of()));
    }

    @Test
    void refuseAnotherIssuer() {
        refuses(token -> token.issuer("urn:someone:else"), "The token is from another issuer.");
    }

    @Test
    void refuseAnotherAudience() {
        refuses(token -> token.audience("billing"), "The token is for another audience.");
    }

    @Test
    void refuseATokenWithoutAudience() {
        refuses(token -> token.audience((String) null), "The token is for another audience.");
    }

    @Test
    void refuseATokenThatExpiredASecondAgo() {
        var past = Instant.now(Clock.systemUTC()).minusSeconds(1);
        refuses(
                token -> token.issueTime(Date.from(past.minusSeconds(60))).expirationTime(Date.from(past)),
                "The token has expired.");
    }

    @Test
    void refuseATokenThatNeverExpires() {
        refuses(token -> token.expirationTime(null), "The token has no expiry.");
    }

    @Test
    void refuseATokenWithoutTenant() {
        refuses(token -> token.claim("tenant_id", null), "The token names no tenant.");
    }

    @Test
    void refuseAMalformedTenant() {
        refuses(token -> token.claim("tenant_id", "T1; drop"), "The token names no tenant.");
    }

    @Test
    void refuseATokenWithoutSubject() {
        refuses(token -> token.subject(null), "The token names no subject.");
    }

    @Test
    void refuseAKeyThatIsNotTheIssuers() {
        var forged = TestPeople.sign(TestPeople.key("test"), PeopleTokensTests::ada);

        assertThat(tokens.verify(forged)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void refuseAnUnsignedToken() {
        var unsigned =
                new PlainJWT(new PlainHeader(), ada(new JWTClaimsSet.Builder()).build()).serialize();

        assertThat(tokens.verify(unsigned)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void refuseWhatIsNoTokenAtAll() {
        assertThat(tokens.verify("hello")).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void believeNobodyWhileTheKeysAreOutOfReach() {
        var withoutKeys = tokens(Path.of("no", "such", "file").toString());

        assertThat(withoutKeys.verify(TestPeople.sign(TestPeople.KEY, PeopleTokensTests::ada)))
                .isEqualTo(new Answer.Unavailable());
    }

    @Test
    void refuseATokenTheyBelievedOnceItHasExpired() {
        var time = new AtomicReference<>(Instant.now(Clock.systemUTC()));
        var later = tokens(TestPeople.jwksFile().toString(), time::get);
        var token = TestPeople.sign(TestPeople.KEY, PeopleTokensTests::ada);
        assertThat(later.verify(token)).isInstanceOf(Answer.Known.class);

        time.updateAndGet(now -> now.plusSeconds(601));

        assertThat(later.verify(token)).isEqualTo(new Answer.Refused("The token has expired."));
    }

    @Test
    void refuseATokenTheyBelievedOnceItsKeyIsGone() throws IOException {
        var file = TestPeople.jwksFile();
        var rotated = tokens(file.toString());
        var token = TestPeople.sign(TestPeople.KEY, PeopleTokensTests::ada);
        assertThat(rotated.verify(token)).isInstanceOf(Answer.Known.class);

        Files.writeString(file, new JWKSet(TestPeople.key("next").toPublicJWK()).toString());
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.now(Clock.systemUTC()).plusSeconds(1)));

        assertThat(rotated.verify(token)).isInstanceOf(Answer.Refused.class);
    }

    private void refuses(UnaryOperator<JWTClaimsSet.Builder> change, String sentence) {
        assertThat(verify(change)).isEqualTo(new Answer.Refused(sentence));
    }

    private Answer verify(UnaryOperator<JWTClaimsSet.Builder> change) {
        return tokens.verify(TestPeople.sign(TestPeople.KEY, token -> change.apply(ada(token))));
    }

    private static JWTClaimsSet.Builder ada(JWTClaimsSet.Builder token) {
        return token.subject("ada").claim("tenant_id", "t1").claim("roles", List.of("spm:admin"));
    }

    private static PeopleTokens tokens(String jwksFile) {
        return tokens(jwksFile, Clock.systemUTC());
    }

    private static PeopleTokens tokens(String jwksFile, InstantSource time) {
        return new PeopleTokens(
                new IdentityProperties(
                        "urn:aispm:local",
                        "spm-api",
                        jwksFile,
                        null,
                        true,
                        Duration.ofHours(12),
                        Duration.ofMinutes(5),
                        new OidcProperties(null, "openid", List.of())),
                time);
    }
}
