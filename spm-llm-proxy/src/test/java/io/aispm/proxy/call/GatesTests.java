package io.aispm.proxy.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aispm.kit.secret.Secret;
import io.aispm.proxy.LlmException;
import io.aispm.proxy.LlmException.Remedy;
import io.aispm.proxy.ProxyProperties;
import io.aispm.proxy.route.Connector;
import io.aispm.proxy.route.ProviderRoute;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class GatesTests {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final DataSize LARGE = DataSize.ofMegabytes(1);

    private final ProviderRoute route = route("m-1", "key-1");
    private final Gates gates = new Gates(new ProxyProperties(WAIT, WAIT, WAIT, WAIT, 2, WAIT, 1, null, LARGE, LARGE));

    private static ProviderRoute route(String model, String key) {
        return new ProviderRoute(
                "i-1", Connector.OPENAI_COMPATIBLE, "https://models.test/v1", model, List.of(), new Secret(key));
    }

    private static LlmException failure() {
        return LlmException.upstream("The model's provider failed to answer.").with(Remedy.AGAIN);
    }

    /** A call that fails by this each time it is tried. */
    private void fails(LlmException failure, int tries) {
        try (var pass = gates.pass(route)) {
            for (var made = 0; made < tries; made++) {
                try (var _ = pass.enter()) {
                    pass.fails(failure);
                }
            }
        }
    }

    private void failsOften() {
        for (var calls = 0; calls < 10; calls++) {
            fails(failure(), 1);
        }
    }

    private boolean isOpenTo(ProviderRoute to) {
        try (var pass = gates.pass(to);
                var _ = pass.enter()) {
            return true;
        } catch (LlmException refused) {
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(15));
            return false;
        }
    }

    @Test
    void keepsCallsAwayFromAProviderThatFailsAllTheTime() {
        failsOften();

        assertThat(isOpenTo(route)).isFalse();
    }

    @Test
    void countsACallOnceHoweverOftenItIsTried() {
        for (var calls = 0; calls < 9; calls++) {
            fails(failure(), 3);
        }
        assertThat(isOpenTo(route)).isTrue();

        fails(failure(), 3);

        assertThat(isOpenTo(route)).isFalse();
    }

    @Test
    void takesAnAnswerAfterFailedTriesForAnAnswer() {
        for (var calls = 0; calls < 20; calls++) {
            try (var pass = gates.pass(route)) {
                try (var _ = pass.enter()) {
                    pass.fails(failure());
                }
                try (var _ = pass.enter()) {
                    pass.answers();
                }
            }
        }

        assertThat(isOpenTo(route)).isTrue();
    }

    @Test
    void holdsWrongKeysAndModelsAgainstNoProvider() {
        for (var calls = 0; calls < 30; calls++) {
            fails(LlmException.misconfigured("Check `api_key`."), 1);
            fails(LlmException.refusedByProvider("upstream_invalid_request"), 1);
            fails(LlmException.providerBusy(WAIT), 1);
        }

        assertThat(isOpenTo(route)).isTrue();
    }

    @Test
    void beginsAnewWithAnIntegrationThatWasChanged() {
        failsOften();

        assertThat(isOpenTo(route("m-1", "key-2"))).isTrue();
        assertThat(isOpenTo(route("m-2", "key-1"))).isTrue();
        assertThat(isOpenTo(route("m-1", "key-1"))).isFalse();
    }

    @Test
    void boundsCallsAtOnceToAProviderHoweverItsIntegrationIsChanged() {
        try (var pass = gates.pass(route);
                var _ = pass.enter();
                var changed = gates.pass(route("m-1", "key-2"))) {
            assertThatThrownBy(changed::enter).hasMessageContaining("no more requests for now");
        }

        assertThat(isOpenTo(route)).isTrue();
    }
}
