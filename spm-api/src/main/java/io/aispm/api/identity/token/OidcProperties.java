package io.aispm.api.identity.token;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * How the admin UI signs people in at the issuer: the code flow of OpenID Connect with PKCE, as a public client.
 *
 * @param clientId the UI's name at the issuer; without one nobody signs in there
 * @param scope what the UI asks for; the token that it gets must name our audience, a tenant and roles
 * @param origins where the issuer answers the page beside its own address, such as its token endpoint's origin
 */
public record OidcProperties(
        @Nullable String clientId,
        @DefaultValue("openid profile") String scope,
        @DefaultValue List<String> origins) {

    public OidcProperties {
        Assert.isTrue(
                origins.stream().allMatch(origin -> origin.matches("https?://[A-Za-z0-9.:\\[\\]-]+")),
                "SPM_OIDC_ORIGINS must be origins such as https://login.example, separated by commas");
        origins = List.copyOf(origins);
    }

    /** Whether people can sign in at the issuer. */
    public boolean isOffered() {
        return StringUtils.hasText(clientId);
    }

    /** The origins that the page may ask, for an issuer at this address; none where nobody signs in there. */
    public Set<String> asked(String issuer) {
        if (!isOffered()) {
            return Set.of();
        }
        var address = URI.create(issuer);
        var asked = new LinkedHashSet<String>();
        asked.add(address.getScheme() + "://" + address.getRawAuthority());
        asked.addAll(origins);
        return asked;
    }
}
