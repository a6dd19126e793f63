package io.aispm.proxy.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.aispm.proxy.TestCalls;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderRouteTests {

    private static TestCalls integration() {
        return TestCalls.to("openai").integration("i-1").config("model", "m-1").key("key-1");
    }

    private static String fingerprint(TestCalls calls) {
        return ProviderRoute.of(calls.call()).fingerprint();
    }

    @Test
    void isTheSameForTheSameIntegration() {
        assertThat(fingerprint(integration())).isEqualTo(fingerprint(integration()));
    }

    @Test
    void isAnotherOnceAnythingOfItsIntegrationIsChanged() {
        assertThat(List.of(
                        fingerprint(integration()),
                        fingerprint(integration().key("key-2")),
                        fingerprint(integration().config("model", "m-2")),
                        fingerprint(integration().config("models_allowed", List.of("m-1"))),
                        fingerprint(integration().config("base_url", "https://models.test/v1")),
                        fingerprint(integration().integration("i-2")),
                        fingerprint(TestCalls.to("openai").integration("i-1").config("model", "m-1"))))
                .doesNotHaveDuplicates();
    }

    @Test
    void showsNothingOfTheKey() {
        assertThat(fingerprint(integration())).matches("[0-9a-f]{64}");
    }
}
