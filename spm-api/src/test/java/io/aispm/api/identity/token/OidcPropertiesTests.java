package io.aispm.api.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OidcPropertiesTests {

    @Test
    void letThePageAskTheIssuerAndWhatIsNamedBesideIt() {
        assertThat(oidc("ui", "https://tokens.example").asked("https://login.example:8443/realms/x"))
                .containsExactly("https://login.example:8443", "https://tokens.example");
    }

    @Test
    void letThePageAskNobodyWithoutAClient() {
        assertThat(oidc(null).asked("urn:aispm:local")).isEmpty();
        assertThat(oidc("").isOffered()).isFalse();
    }

    @Test
    void refuseWhatWouldOpenThePagesPolicy() {
        for (var origin : List.of("*", "https:", "https://a.example/path", "https://a.example; script-src *")) {
            assertThatThrownBy(() -> oidc("ui", origin)).hasMessageContaining("SPM_OIDC_ORIGINS");
        }
    }

    @Test
    void needAnIssuerThatABrowserFinds() {
        assertThatThrownBy(() -> identity("urn:aispm:local", oidc("ui"))).hasMessageContaining("SPM_OIDC_CLIENT_ID");
        assertThat(identity("http://issuer.example", oidc("ui")).oidc().isOffered())
                .isTrue();
        assertThat(identity("urn:aispm:local", oidc(null)).oidc().isOffered()).isFalse();
    }

    private static OidcProperties oidc(@Nullable String client, String... origins) {
        return new OidcProperties(client, "openid", List.of(origins));
    }

    private static IdentityProperties identity(String issuer, OidcProperties oidc) {
        return new IdentityProperties(
                issuer, "spm-api", null, null, false, Duration.ofHours(12), Duration.ofMinutes(5), oidc);
    }
}
