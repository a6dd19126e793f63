package io.aispm.api.identity.token;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Whose tokens are believed.
 *
 * @param jwksFile the issuer's public keys as a file, read again when it changes
 * @param jwksUrl where the issuer publishes its keys, if there is no file
 * @param oneMachine whether sign-in links may be made
 * @param sessionLifetime how long a person stays signed in at most
 * @param linkLifetime how long a sign-in link may be used
 * @param oidc how people sign in at the issuer, where they can
 */
@ConfigurationProperties("spm.identity")
public record IdentityProperties(
        @DefaultValue("urn:aispm:local") String issuer,
        @DefaultValue("spm-api") String audience,
        @Nullable String jwksFile,
        @Nullable String jwksUrl,
        @DefaultValue("false") boolean oneMachine,
        @DefaultValue("12h") Duration sessionLifetime,
        @DefaultValue("5m") Duration linkLifetime,
        @DefaultValue OidcProperties oidc) {

    public IdentityProperties {
        Assert.hasText(issuer, "SPM_JWT_ISSUER must not be empty");
        Assert.hasText(audience, "SPM_JWT_AUDIENCE must not be empty");
        Assert.isTrue(sessionLifetime.isPositive(), "spm.identity.session-lifetime must be positive");
        Assert.isTrue(linkLifetime.isPositive(), "spm.identity.link-lifetime must be positive");
        Assert.isTrue(
                !oidc.isOffered() || issuer.matches("https?://.+"),
                "SPM_OIDC_CLIENT_ID needs SPM_JWT_ISSUER to be the issuer's address, where browsers find it");
    }
}
